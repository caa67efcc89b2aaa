package app.clockout.local.emulators;

import app.clockout.local.emulators.TableInspector.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Lets transactions of this JVM meet as they do at AWS: one that shares an item with another in flight is cancelled with
 * {@code TransactionConflict}, and so is a single write of an item that a transaction in flight has. DynamoDB Local has them wait for
 * each other and never says so. Off until {@link #on}; production code knows nothing of it.
 *
 * <p>A transaction has its items from when its request goes out until the answer is there, refused or not. The SDK's own
 * retries do not conflict with themselves, and one whose first attempt took effect conflicts with nobody: DynamoDB knows it
 * by its token.
 */
public final class Conflicts implements AutoCloseable {
    private record Item(TableInspector at, Place place) {}

    /** The items of one transaction in flight. */
    static final class Hold {
        private final Conflicts conflicts;
        private final Set<Item> items;

        private Hold(Conflicts conflicts, Set<Item> items) {
            this.conflicts = conflicts;
            this.items = items;
        }

        void release() {
            synchronized (conflicts.held) {
                items.forEach(item -> conflicts.held.remove(item, this));
            }
        }
    }

    /** Whether a write may go out: with its hold if it is a transaction, or with what it conflicts in. */
    record Entry(@Nullable Hold hold, Set<Integer> conflicting) {}

    private static volatile @Nullable Conflicts current;

    private final Map<Item, Hold> held = new HashMap<>();
    private final AtomicLong attempts = new AtomicLong();
    private final AtomicLong conflicts = new AtomicLong();

    private Conflicts() {}

    /**
     * Lets them meet from now on, until this is closed.
     *
     * @throws IllegalStateException when they do already
     */
    public static synchronized Conflicts on() {
        if (current != null) {
            throw new IllegalStateException("Conflicts are on already.");
        }
        var conflicts = new Conflicts();
        current = conflicts;
        return conflicts;
    }

    /** How many times a transaction or a write of a single item went out or was stopped; a retry counts once more. */
    public long attempts() {
        return attempts.get();
    }

    /** How many of the attempts were stopped. */
    public long conflicts() {
        return conflicts.get();
    }

    /** Leaves the emulator as it is. */
    @Override
    public void close() {
        synchronized (Conflicts.class) {
            if (current == this) {
                current = null;
            }
        }
    }

    static @Nullable Conflicts current() {
        return current;
    }

    /**
     * One attempt of a write. A single write is over in a moment and has nothing: it only meets.
     *
     * @param places its items, in its order
     */
    Entry enter(TableInspector at, List<Place> places, boolean transaction) {
        attempts.incrementAndGet();
        var items = places.stream().map(place -> new Item(at, place)).toList();
        synchronized (held) {
            var conflicting = IntStream.range(0, items.size())
                    .filter(i -> held.containsKey(items.get(i)))
                    .boxed()
                    .collect(Collectors.toSet());
            if (!conflicting.isEmpty()) {
                conflicts.incrementAndGet();
                return new Entry(null, conflicting);
            }
            if (!transaction) {
                return new Entry(null, Set.of());
            }
            var hold = new Hold(this, Set.copyOf(items));
            items.forEach(item -> held.put(item, hold));
            return new Entry(hold, Set.of());
        }
    }
}
