/** Admission: who waits, what admins decide, and the working off of it. */
@NullMarked
package app.clockout.waitlist;

import org.jspecify.annotations.NullMarked;
