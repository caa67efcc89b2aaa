/** The way in over HTTP. */
@NullMarked
package app.clockout.local.table.http;

import org.jspecify.annotations.NullMarked;
