@NullMarked
package app.clockout.bench.plain;

import org.jspecify.annotations.NullMarked;
