/** From a web form to a place on the waitlist: landing page, sign-up, confirmation, the applicant's own place. */
@NullMarked
package app.clockout.signup;

import org.jspecify.annotations.NullMarked;
