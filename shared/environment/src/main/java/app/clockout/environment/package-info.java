/** What a function is told by the place it runs in: variables, time, chance and the way to AWS. */
@NullMarked
package app.clockout.environment;

import org.jspecify.annotations.NullMarked;
