/** The page for every path that nobody has. */
@NullMarked
package app.clockout.notfound;

import org.jspecify.annotations.NullMarked;
