/** Moves what a dead-letter queue holds back to where it came from. */
@NullMarked
package app.clockout.local.redrive;

import org.jspecify.annotations.NullMarked;
