package app.clockout.local.table.core;

import app.clockout.local.table.value.Item;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one row.
 *
 * @param before null if it was not there
 * @param after null if it is not there any more
 */
public record Change(
        String table,
        Key key,
        @Nullable Item before,
        @Nullable Item after) {}
