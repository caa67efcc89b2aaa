@NullMarked
package app.clockout.local.table;

import org.jspecify.annotations.NullMarked;
