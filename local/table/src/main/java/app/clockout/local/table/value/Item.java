package app.clockout.local.table.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Names with their values, sorted by name, immutable: an item, a key, or what a map holds. */
public final class Item {
    /** An item without attributes. */
    public static final Item EMPTY = new Item(new String[0], new Value[0]);

    // A table's rows share their names; a bound keeps wild ones from filling the memory.
    private static final int MOST_SHARED = 10_000;
    private static final Map<String, String> SHARED = new ConcurrentHashMap<>();

    private final String[] names;
    private final Value[] values;
    private final int bytes;

    private Item(String[] names, Value[] values) {
        this.names = names;
        this.values = values;
        int sum = 0;
        for (int i = 0; i < names.length; i++) {
            sum += Values.utf8(names[i]) + Values.bytes(values[i]);
        }
        this.bytes = sum;
    }

    public static Item of(Map<String, Value> attributes) {
        var sorted = new TreeMap<>(attributes);
        var names = new String[sorted.size()];
        int at = 0;
        for (String name : sorted.keySet()) {
            names[at++] = shared(name);
        }
        return new Item(names, sorted.values().toArray(new Value[0]));
    }

    private static String shared(String name) {
        var known = SHARED.get(name);
        if (known != null || SHARED.size() >= MOST_SHARED) {
            return known == null ? name : known;
        }
        SHARED.put(name, name);
        return name;
    }

    public static Item of(String name, Value value) {
        return of(Map.of(name, value));
    }

    public static Item of(String name, Value value, String second, Value secondValue) {
        return of(Map.of(name, value, second, secondValue));
    }

    public @Nullable Value get(String name) {
        int at = Arrays.binarySearch(names, name);
        return at < 0 ? null : values[at];
    }

    public boolean has(String name) {
        return Arrays.binarySearch(names, name) >= 0;
    }

    /** How many attributes there are. */
    public int count() {
        return names.length;
    }

    public boolean isEmpty() {
        return names.length == 0;
    }

    /** The size in bytes, names and values, by which DynamoDB limits and charges. */
    public int bytes() {
        return bytes;
    }

    public List<String> names() {
        return List.of(names);
    }

    /** Each attribute, by name. */
    public void each(BiConsumer<String, Value> consumer) {
        for (int i = 0; i < names.length; i++) {
            consumer.accept(names[i], values[i]);
        }
    }

    public Item with(String name, Value value) {
        int at = Arrays.binarySearch(names, name);
        if (at >= 0) {
            var changed = values.clone();
            changed[at] = value;
            return new Item(names, changed);
        }
        int place = -at - 1;
        var moreNames = insert(names, place, shared(name));
        return new Item(moreNames, insert(values, place, value));
    }

    private static <T> T[] insert(T[] array, int place, T element) {
        T[] longer = Arrays.copyOf(array, array.length + 1);
        System.arraycopy(array, place, longer, place + 1, array.length - place);
        longer[place] = element;
        return longer;
    }

    public Item without(String name) {
        return has(name) ? only(other -> !other.equals(name)) : this;
    }

    /** Those attributes whose names are wanted. */
    public Item only(Predicate<String> wanted) {
        var keptNames = new ArrayList<String>(names.length);
        var kept = new ArrayList<Value>(names.length);
        for (int i = 0; i < names.length; i++) {
            if (wanted.test(names[i])) {
                keptNames.add(names[i]);
                kept.add(values[i]);
            }
        }
        return kept.size() == names.length
                ? this
                : new Item(keptNames.toArray(new String[0]), kept.toArray(new Value[0]));
    }

    /** Those attributes with one of these names. */
    public Item only(Set<String> wanted) {
        return only(wanted::contains);
    }

    /** A hash of 64 bits that depends on nothing but names and values. */
    public long hash() {
        long hash = names.length;
        for (int i = 0; i < names.length; i++) {
            hash += Values.mix(Values.hash(names[i]) * 31 + Values.hash(values[i]));
        }
        return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Item item
                && bytes == item.bytes
                && Arrays.equals(names, item.names)
                && Arrays.equals(values, item.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(names) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        var text = new StringBuilder("{");
        each((name, value) -> text.append(text.length() > 1 ? ", " : "")
                .append(name)
                .append('=')
                .append(value));
        return text.append('}').toString();
    }
}
