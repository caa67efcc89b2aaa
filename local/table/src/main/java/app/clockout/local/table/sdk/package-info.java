/** The way in for real clients of the AWS SDK in the same process. */
@NullMarked
package app.clockout.local.table.sdk;

import org.jspecify.annotations.NullMarked;
