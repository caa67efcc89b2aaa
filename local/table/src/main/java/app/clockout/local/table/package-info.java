/** DynamoDB on this machine, for development only: see the README of this module. */
@NullMarked
package app.clockout.local.table;

import org.jspecify.annotations.NullMarked;
