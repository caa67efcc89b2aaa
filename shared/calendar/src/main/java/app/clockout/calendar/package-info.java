/** Events as calendars take them: iCalendar (RFC 5545). */
@NullMarked
package app.clockout.calendar;

import org.jspecify.annotations.NullMarked;
