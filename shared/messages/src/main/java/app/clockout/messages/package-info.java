/** What one function asks another to look at: versioned JSON on SQS, sent in batches, processed one by one. */
@NullMarked
package app.clockout.messages;

import org.jspecify.annotations.NullMarked;
