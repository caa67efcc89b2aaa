/**
 * The tables themselves: rows, indexes, reads, writes, transactions, streams. No thread, no clock and no chance of their own; the
 * whole state is one immutable value.
 */
@NullMarked
package app.clockout.local.table.core;

import org.jspecify.annotations.NullMarked;
