/** The whole network in one process, from template.yaml: never deployed. */
@NullMarked
package app.clockout.local;

import org.jspecify.annotations.NullMarked;
