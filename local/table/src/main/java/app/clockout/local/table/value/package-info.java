/** Attribute values and items as DynamoDB has them: types, sizes, order. */
@NullMarked
package app.clockout.local.table.value;

import org.jspecify.annotations.NullMarked;
