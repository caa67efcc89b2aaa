/** What admins look at and look after: figures, the audit, who is an admin, who is suspended. */
@NullMarked
package app.clockout.admin;

import org.jspecify.annotations.NullMarked;
