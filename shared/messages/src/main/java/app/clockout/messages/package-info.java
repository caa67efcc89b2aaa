/** What one function asks another to look at: versioned JSON on SQS, sent in batches, worked off one by one. */
@NullMarked
package app.clockout.messages;

import org.jspecify.annotations.NullMarked;
