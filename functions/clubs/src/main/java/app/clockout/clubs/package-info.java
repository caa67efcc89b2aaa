/** Clubs: founding and finding them, belonging to them, running them. */
@NullMarked
package app.clockout.clubs;

import org.jspecify.annotations.NullMarked;
