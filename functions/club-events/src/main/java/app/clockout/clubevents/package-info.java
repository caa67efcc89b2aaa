/** Events of clubs: announcing, changing, cancelling and finding them, and calendars of them. */
@NullMarked
package app.clockout.clubevents;

import org.jspecify.annotations.NullMarked;
