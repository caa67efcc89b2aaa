/** The HTTP API of the template on a port of this machine: requests become events, answers become responses. */
@NullMarked
package app.clockout.local.gateway;

import org.jspecify.annotations.NullMarked;
