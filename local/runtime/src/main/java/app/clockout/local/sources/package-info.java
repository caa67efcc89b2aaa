/** What calls functions besides requests, as Lambda's event source mappings do: queues, the table's stream, schedules. */
@NullMarked
package app.clockout.local.sources;

import org.jspecify.annotations.NullMarked;
