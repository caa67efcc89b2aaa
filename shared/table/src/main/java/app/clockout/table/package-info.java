/**
 * The one table: its keys, its attributes, its transactions. Nothing outside this package spells a key or the name of
 * an attribute; docs/table-design.md lists every access with the class here that serves it.
 */
@NullMarked
package app.clockout.table;

import org.jspecify.annotations.NullMarked;
