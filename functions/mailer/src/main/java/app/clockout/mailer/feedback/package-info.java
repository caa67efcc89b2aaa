/** What SES tells of the mails that were sent. */
@NullMarked
package app.clockout.mailer.feedback;

import org.jspecify.annotations.NullMarked;
