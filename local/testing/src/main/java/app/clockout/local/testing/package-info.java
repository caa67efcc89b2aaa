/** What the tests of several modules share: a stack of their own, the events that triggers hand over, and answers taken apart. */
@NullMarked
package app.clockout.local.testing;

import org.jspecify.annotations.NullMarked;
