/** How Lambda hands an event to a function here, and takes its answer. */
@NullMarked
package app.clockout.lambda;

import org.jspecify.annotations.NullMarked;
