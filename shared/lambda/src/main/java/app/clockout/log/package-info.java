/** What a function writes down, and the id by which all that follows from one request is found again. */
@NullMarked
package app.clockout.log;

import org.jspecify.annotations.NullMarked;
