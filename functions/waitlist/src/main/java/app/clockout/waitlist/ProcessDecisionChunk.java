package app.clockout.waitlist;

import app.clockout.domain.Person;
import app.clockout.domain.Standing;
import app.clockout.table.DailyCounters;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.People;
import app.clockout.table.Table;
import app.clockout.table.Waitlist;
import app.clockout.table.Write;
import app.clockout.waitlist.DecisionStore.Chunk;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Lets one chunk of a decision take effect. Done twice, or by two at once, it comes to the same: each person leaves the
 * queue in one transaction with the counts, and only if they still wait (docs/table-design.md, W4).
 */
final class ProcessDecisionChunk {
    /** People in one transaction: two writes each, one for each bucket, and the counts stay under its hundred. */
    private static final int TOGETHER = 30;

    private final Table table;
    private final DecisionStore decisions;
    private final People people;
    private final Waitlist waitlist;
    private final WaitlistStore store;
    private final DailyCounters counters;
    private final InstantSource clock;

    ProcessDecisionChunk(
            Table table,
            DecisionStore decisions,
            People people,
            Waitlist waitlist,
            WaitlistStore store,
            DailyCounters counters,
            InstantSource clock) {
        this.table = table;
        this.decisions = decisions;
        this.people = people;
        this.waitlist = waitlist;
        this.store = store;
        this.counters = counters;
        this.clock = clock;
    }

    void apply(String decisionId, int chunkNumber) {
        var chunk = decisions.chunk(decisionId, chunkNumber).orElse(null);
        if (chunk == null || chunk.finished()) {
            return;
        }
        var found = people.findAll(chunk.members());
        var waiting = chunk.members().stream()
                .map(found.people()::get)
                .filter(applicant -> applicant instanceof Person && applicant.standing() == Standing.WAITING)
                .map(Person.class::cast)
                .toList();
        for (int from = 0; from < waiting.size(); from += TOGETHER) {
            decide(decisionId, chunk, waiting.subList(from, Math.min(from + TOGETHER, waiting.size())));
        }
        table.commit(decisions.finish(decisionId, chunk, found.unreadable()));
        var buckets = new TreeSet<Long>();
        waiting.forEach(person -> buckets.add(person.place().bucket()));
        buckets.forEach(store::dropIfEmpty);
    }

    private void decide(String decisionId, Chunk chunk, List<Person> together) {
        var left = new ArrayList<>(together);
        while (!left.isEmpty()) {
            var now = clock.instant();
            var decided = left.stream()
                    .map(person -> people.decide(person.id(), Standing.WAITING, chunk.outcome(), now))
                    .toList();
            var writes = new ArrayList<Write>(decided);
            var leaving = new TreeMap<Long, Integer>();
            for (var person : left) {
                writes.add(waitlist.leave(person.place(), person.id()));
                leaving.merge(person.place().bucket(), 1, Integer::sum);
            }
            leaving.forEach((bucket, number) -> writes.add(waitlist.count(bucket, -number)));
            var outcome = chunk.outcome() == Standing.APPROVED ? Count.APPROVED : Count.DECLINED;
            writes.add(counters.add(now, Map.of(Count.WAITING, -left.size(), outcome, left.size())));
            writes.add(decisions.done(decisionId, chunk.number(), left.size()));
            var commit = table.commit(writes);
            if (commit.done()) {
                return;
            }
            // An applicant withdrew or was decided meanwhile: on with the others.
            var still = new ArrayList<Person>();
            for (int i = 0; i < left.size(); i++) {
                if (!commit.refused(decided.get(i))) {
                    still.add(left.get(i));
                }
            }
            left = still;
        }
    }
}
