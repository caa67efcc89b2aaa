/** A function as Lambda runs it: one handler, a context, a deadline. */
@NullMarked
package app.clockout.local.lambda;

import org.jspecify.annotations.NullMarked;
