/** What the mails say, word for word, as text and as HTML. */
@NullMarked
package app.clockout.mailer.content;

import org.jspecify.annotations.NullMarked;
