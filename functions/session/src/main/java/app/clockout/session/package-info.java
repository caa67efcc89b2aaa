/** Signing in by a mailed link, and out. */
@NullMarked
package app.clockout.session;

import org.jspecify.annotations.NullMarked;
