/** DynamoDB's wire protocol: JSON in, calls of the core, JSON out, and the checks that come before any table is looked at. */
@NullMarked
package app.clockout.local.table.protocol;

import org.jspecify.annotations.NullMarked;
