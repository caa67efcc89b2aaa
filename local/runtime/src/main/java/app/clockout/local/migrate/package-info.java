/** Brings rows that an earlier version wrote to what this one writes. */
@NullMarked
package app.clockout.local.migrate;

import org.jspecify.annotations.NullMarked;
