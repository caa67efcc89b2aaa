/** Which clock a city has. */
@NullMarked
package app.clockout.cities;

import org.jspecify.annotations.NullMarked;
