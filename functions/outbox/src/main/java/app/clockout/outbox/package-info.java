/** The outbox: turns what changed in the table into messages, so that a change and its consequences cannot part. */
@NullMarked
package app.clockout.outbox;

import org.jspecify.annotations.NullMarked;
