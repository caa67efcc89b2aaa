/** The stack as it is deployed: {@code make test-deployed}. */
@NullMarked
package app.clockout.local.deployed;

import org.jspecify.annotations.NullMarked;
