/** Keeps the tables in a folder: an append-only journal that begins with a snapshot. */
@NullMarked
package app.clockout.local.table.journal;

import org.jspecify.annotations.NullMarked;
