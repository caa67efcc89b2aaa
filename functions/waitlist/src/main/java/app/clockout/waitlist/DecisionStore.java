package app.clockout.waitlist;

import app.clockout.domain.MemberId;
import app.clockout.domain.Standing;
import app.clockout.table.Item;
import app.clockout.table.Key;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decisions about people who wait: {@code DECISION#id / DECISION}, with the people in chunks of at most sixty
 * ({@code CHUNK#nnn}). What is done is counted in the chunk, in the transaction that does it, so a decision's progress
 * is the sum of its chunks and a message delivered twice counts nothing twice.
 */
public final class DecisionStore {
    public static final int CHUNK_SIZE = 60;

    /** @param outcome approved or declined */
    public record Decision(String id, Standing outcome, MemberId by, Instant at, int accepted) {}

    /** @param finished whether all of its people have been looked at; the counts are final then */
    public record Chunk(
            int number,
            Standing outcome,
            List<MemberId> members,
            int done,
            int failed,
            int skipped,
            boolean finished) {}

    /** How far a decision is. */
    public record Progress(Decision decision, int done, int skipped, int failed) {}

    private final Table table;

    public DecisionStore(Table table) {
        this.table = table;
    }

    /** The writes that make a decision, its people in the given order. */
    public List<Write> make(Decision decision, List<MemberId> members) {
        var writes = new ArrayList<Write>();
        writes.add(Write.put(Item.at(new Key(partition(decision.id()), "DECISION"))
                        .with("outcome", decision.outcome().id())
                        .with("decidedBy", decision.by().value())
                        .with("decidedAt", decision.at())
                        .with("accepted", decision.accepted()))
                .onlyIfAbsent());
        for (int from = 0, number = 0; from < members.size(); from += CHUNK_SIZE, number++) {
            var part = members.subList(from, Math.min(from + CHUNK_SIZE, members.size()));
            writes.add(Write.put(Item.at(chunkKey(decision.id(), number))
                            .with("outcome", decision.outcome().id())
                            .with("members", part.stream().map(MemberId::value).toList())
                            .with("done", 0)
                            .with("failed", 0))
                    .onlyIfAbsent());
        }
        return writes;
    }

    public Optional<Progress> progress(String decisionId) {
        @Nullable Decision decision = null;
        int done = 0;
        int skipped = 0;
        int failed = 0;
        for (var item : table.between(partition(decisionId), "CHUNK#", "DECISION")) {
            if (item.text(Key.SORT).equals("DECISION")) {
                decision = new Decision(
                        decisionId,
                        Standing.of(item.text("outcome")),
                        new MemberId(item.text("decidedBy")),
                        item.instant("decidedAt"),
                        (int) item.number("accepted"));
            } else {
                var chunk = chunk(item);
                done += chunk.done();
                skipped += chunk.skipped();
                failed += chunk.failed();
            }
        }
        return decision == null ? Optional.empty() : Optional.of(new Progress(decision, done, skipped, failed));
    }

    public Optional<Chunk> chunk(String decisionId, int number) {
        return table.get(chunkKey(decisionId, number)).map(DecisionStore::chunk);
    }

    /** Counts people whose decision took effect, in the transaction in which it does. */
    public Write done(String decisionId, int chunk, int people) {
        return Write.update(chunkKey(decisionId, chunk), "ADD done :people").where(":people", people);
    }

    /** Closes a chunk: those neither done nor failed had been decided, withdrew or never were. */
    public Write finish(String decisionId, Chunk chunk, int failed) {
        return Write.update(
                        chunkKey(decisionId, chunk.number()),
                        "SET failed = :failed, skipped = :rest - done, finished = :yes")
                .where(":failed", failed)
                .where(":rest", chunk.members().size() - failed)
                .where(":yes", true)
                .onlyIf("attribute_not_exists(finished)");
    }

    private static Chunk chunk(Item item) {
        return new Chunk(
                Integer.parseInt(item.text(Key.SORT).substring("CHUNK#".length())),
                Standing.of(item.text("outcome")),
                item.texts("members").stream().map(MemberId::new).toList(),
                (int) item.number("done"),
                (int) item.number("failed"),
                (int) item.numberOr("skipped", 0),
                item.flag("finished"));
    }

    private static Key chunkKey(String decisionId, int number) {
        return new Key(partition(decisionId), "CHUNK#%03d".formatted(number));
    }

    private static String partition(String decisionId) {
        return "DECISION#" + decisionId;
    }
}
