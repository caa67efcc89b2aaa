@NullMarked
package app.clockout.bench.floor;

import org.jspecify.annotations.NullMarked;
