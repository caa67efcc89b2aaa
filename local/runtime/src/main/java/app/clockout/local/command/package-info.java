/** What the commands behind {@code make} say to a runtime that serves already. */
@NullMarked
package app.clockout.local.command;

import org.jspecify.annotations.NullMarked;
