/** Sending each mail once, at the rate that SES allows. */
@NullMarked
package app.clockout.mailer.delivery;

import org.jspecify.annotations.NullMarked;
