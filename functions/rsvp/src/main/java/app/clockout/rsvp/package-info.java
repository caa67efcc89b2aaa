/** Seats: taking one, giving it back, passing it on, and being let in with it. */
@NullMarked
package app.clockout.rsvp;

import org.jspecify.annotations.NullMarked;
