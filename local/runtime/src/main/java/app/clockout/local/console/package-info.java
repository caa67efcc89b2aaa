/** The routes under {@code /_local/}: what a developer or a test sees of the runtime, and does to it. */
@NullMarked
package app.clockout.local.console;

import org.jspecify.annotations.NullMarked;
