/** What template.yaml says, read into what a runtime needs of it; whatever else it says is refused by its line. */
@NullMarked
package app.clockout.local.stack;

import org.jspecify.annotations.NullMarked;
