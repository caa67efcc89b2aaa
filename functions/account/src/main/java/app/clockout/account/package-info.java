/** A member's account: which mails they get, and at which address. */
@NullMarked
package app.clockout.account;

import org.jspecify.annotations.NullMarked;
