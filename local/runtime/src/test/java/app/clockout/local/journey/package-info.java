/** The network as its people use it: over HTTP and mail, on the whole local runtime. */
@NullMarked
package app.clockout.local.journey;

import org.jspecify.annotations.NullMarked;
