/** What an event's time brings about by itself: the minute that finds it due, and telling those it is for. */
@NullMarked
package app.clockout.reminders;

import org.jspecify.annotations.NullMarked;
