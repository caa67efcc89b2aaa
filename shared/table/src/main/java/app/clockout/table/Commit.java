package app.clockout.table;

import java.util.IdentityHashMap;
import java.util.Map;

/** How a transaction ended: all of it done, or nothing, with each write that refused and the item it met. */
public final class Commit {
    static final Commit DONE = new Commit(Map.of());

    private final Map<Write, Item> refusals;

    private Commit(Map<Write, Item> refusals) {
        this.refusals = refusals;
    }

    static Commit refused(Map<Write, Item> refusals) {
        return new Commit(new IdentityHashMap<>(refusals));
    }

    public boolean done() {
        return refusals.isEmpty();
    }

    /** Whether this write's condition did not hold. */
    public boolean refused(Write write) {
        return refusals.containsKey(write);
    }

    /** The item that the refused write met; without attributes where there is none. */
    public Item met(Write write) {
        return refusals.getOrDefault(write, Item.of(Map.of()));
    }
}
