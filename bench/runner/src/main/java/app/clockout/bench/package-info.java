/** Measures every function of template.yaml as Lambda runs it, beside one that does nothing and one that is written without care. */
@NullMarked
package app.clockout.bench;

import org.jspecify.annotations.NullMarked;
