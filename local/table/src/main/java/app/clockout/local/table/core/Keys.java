package app.clockout.local.table.core;

import app.clockout.local.table.core.Schema.Index;
import app.clockout.local.table.value.Item;
import app.clockout.local.table.value.Value;
import app.clockout.local.table.value.Values;
import org.jspecify.annotations.Nullable;

/** Checks of keys against a table's schema, in DynamoDB's words. */
final class Keys {
    private static final int LARGEST_ITEM = 400 * 1024;
    private static final int LARGEST_PARTITION = 2048;
    private static final int LARGEST_SORT = 1024;
    private static final String MISMATCH = "The provided key element does not match the schema";

    private Keys() {}

    /** The place of a row by the key that a call names, which has the key's attributes and no other. */
    static Key of(Schema schema, Item key) {
        var names = schema.keys().names();
        if (key.count() != names.size()) {
            throw TableException.invalid(MISMATCH);
        }
        for (String name : names) {
            var value = key.get(name);
            if (value == null || value.type() != schema.types().get(name)) {
                throw TableException.invalid(MISMATCH);
            }
            checkNotEmpty(name, value);
        }
        checkSizes(schema.keys(), key);
        return schema.keys().keyOf(key);
    }

    /** The place of a whole item, which must suit the table and each index that it belongs to. */
    static Key ofItem(Schema schema, Item item, String tooLarge) {
        var keys = schema.keys();
        checkKey(schema, item, keys.partition());
        if (keys.sort() != null) {
            checkKey(schema, item, keys.sort());
        }
        checkSizes(keys, item);
        checkIndexes(schema, item);
        if (item.bytes() > LARGEST_ITEM) {
            throw TableException.invalid(tooLarge);
        }
        return keys.keyOf(item);
    }

    private static void checkKey(Schema schema, Item item, String name) {
        var value = item.get(name);
        if (value == null) {
            throw TableException.invalidParameters("Missing the key " + name + " in the item");
        }
        if (value.type() != schema.types().get(name)) {
            throw TableException.invalidParameters("Type mismatch for key " + name + " expected: "
                    + schema.types().get(name) + " actual: " + value.type());
        }
        checkNotEmpty(name, value);
    }

    private static void checkNotEmpty(String name, Value value) {
        if (Values.bytes(value) == 0) {
            throw TableException.invalid(
                    "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty "
                            + kind(value) + " value. Key: " + name);
        }
    }

    private static String kind(Value value) {
        return value.type() == Value.Type.B ? "binary" : "string";
    }

    private static void checkSizes(Schema.Keys keys, Item item) {
        if (bytes(item.get(keys.partition())) > LARGEST_PARTITION) {
            throw TableException.invalidParameters(
                    "Size of hashkey has exceeded the maximum size limit of" + LARGEST_PARTITION + " bytes");
        }
        if (keys.sort() != null && bytes(item.get(keys.sort())) > LARGEST_SORT) {
            throw TableException.invalidParameters(
                    "Aggregated size of all range keys has exceeded the size limit of " + LARGEST_SORT + " bytes");
        }
    }

    private static int bytes(@Nullable Value value) {
        return value == null ? 0 : Values.bytes(value);
    }

    static void checkIndexes(Schema schema, Item item) {
        for (Index index : schema.indexes()) {
            for (String name : index.keys().names()) {
                var value = item.get(name);
                if (value != null && !schema.keys().names().contains(name)) {
                    checkIndexKey(schema, index, name, value);
                }
            }
            if (index.keys().names().stream().allMatch(item::has)) {
                checkSizes(index.keys(), item);
            }
        }
    }

    private static void checkIndexKey(Schema schema, Index index, String name, Value value) {
        if (value.type() != schema.types().get(name)) {
            throw TableException.invalidParameters("Type mismatch for Index Key " + name + " Expected: "
                    + schema.types().get(name) + " Actual: " + value.type() + " IndexName: " + index.name());
        }
        if (Values.bytes(value) == 0) {
            throw TableException.invalid(
                    "One or more parameter values are not valid. A value specified for a secondary index key is not supported. "
                            + "The AttributeValue for a key attribute cannot contain an empty " + kind(value)
                            + " value. IndexName: " + index.name() + ", IndexKey: " + name);
        }
    }
}
