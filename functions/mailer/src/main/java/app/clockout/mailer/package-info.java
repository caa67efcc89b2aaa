/** Mails: which one is right, written once, sent once, and what came back of them. */
@NullMarked
package app.clockout.mailer;

import org.jspecify.annotations.NullMarked;
