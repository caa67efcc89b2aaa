package app.clockout.table;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One item as the table holds it. Instants are epoch milliseconds, except {@code expires}, which is in seconds because
 * DynamoDB's TTL wants it so. Reading an attribute that is not there is a fault, unless the method says otherwise.
 */
public final class Item {
    public static final String EXPIRES = "expires";

    private final Map<String, AttributeValue> attributes;

    private Item(Map<String, AttributeValue> attributes) {
        this.attributes = attributes;
    }

    public static Item at(Key key) {
        return new Item(new HashMap<>(key.attributes()));
    }

    static Item of(Map<String, AttributeValue> attributes) {
        return new Item(attributes);
    }

    Map<String, AttributeValue> attributes() {
        return attributes;
    }

    public Key key() {
        return new Key(text(Key.PARTITION), text(Key.SORT));
    }

    Item with(String name, AttributeValue value) {
        attributes.put(name, value);
        return this;
    }

    public Item with(String name, String value) {
        return with(name, AttributeValue.fromS(value));
    }

    public Item with(String name, long value) {
        return with(name, number(value));
    }

    public Item with(String name, boolean value) {
        return with(name, AttributeValue.fromBool(value));
    }

    public Item with(String name, Instant value) {
        return with(name, number(value.toEpochMilli()));
    }

    public Item with(String name, List<String> values) {
        return with(name, texts(values));
    }

    public Item expiring(Instant at) {
        return with(EXPIRES, number(at.getEpochSecond()));
    }

    public boolean has(String name) {
        return attributes.containsKey(name);
    }

    public String text(String name) {
        var text = value(name).s();
        if (text == null) {
            throw unreadable("no text as its " + name);
        }
        return text;
    }

    public @Nullable String textOrNull(String name) {
        var value = attributes.get(name);
        return value == null ? null : value.s();
    }

    public long number(String name) {
        try {
            return Long.parseLong(value(name).n());
        } catch (NumberFormatException e) {
            throw unreadable("no whole number as its " + name);
        }
    }

    public long numberOr(String name, long otherwise) {
        return has(name) ? number(name) : otherwise;
    }

    public boolean flag(String name) {
        var value = attributes.get(name);
        return value != null && Boolean.TRUE.equals(value.bool());
    }

    public Instant instant(String name) {
        return Instant.ofEpochMilli(number(name));
    }

    public @Nullable Instant instantOrNull(String name) {
        return has(name) ? instant(name) : null;
    }

    public List<String> texts(String name) {
        var value = attributes.get(name);
        return value == null
                ? List.of()
                : value.l().stream().map(AttributeValue::s).toList();
    }

    static AttributeValue texts(List<String> values) {
        return AttributeValue.fromL(values.stream().map(AttributeValue::fromS).toList());
    }

    /** Attributes that lie within an item. */
    public static Item nested() {
        return new Item(new HashMap<>());
    }

    public Item withItems(String name, List<Item> items) {
        return with(name, list(items));
    }

    public List<Item> items(String name) {
        return value(name).l().stream().map(AttributeValue::m).map(Item::of).toList();
    }

    static AttributeValue list(List<Item> items) {
        return AttributeValue.fromL(items.stream()
                .map(item -> AttributeValue.fromM(item.attributes()))
                .toList());
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    AttributeValue value(String name) {
        var value = attributes.get(name);
        if (value == null) {
            throw unreadable("no " + name);
        }
        return value;
    }

    private UnreadableItemException unreadable(String what) {
        return new UnreadableItemException("The item of " + attributes.get(Key.SORT) + " has " + what + ".");
    }
}
