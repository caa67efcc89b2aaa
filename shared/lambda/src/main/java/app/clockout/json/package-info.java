/**
 * JSON as this system reads and writes it: strict on the way in, plain trees, no reflection. It stands on Jackson's
 * streaming core alone, because data binding would cost every function 1.6 MB and some hundred classes at its start.
 */
@NullMarked
package app.clockout.json;

import org.jspecify.annotations.NullMarked;
