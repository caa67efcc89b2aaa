package app.clockout.waitlist;

import app.clockout.domain.Details;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Standing;
import app.clockout.environment.Environment;
import app.clockout.local.emulators.TestStack;
import app.clockout.table.Addresses;
import app.clockout.table.AuditLog;
import app.clockout.table.DailyCounters;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.People;
import app.clockout.table.Table;
import app.clockout.table.Waitlist;
import app.clockout.waitlist.DecisionStore.Progress;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** People who wait, in a table of their own, and what became of them. */
final class WaitlistFixture {
    static final MemberId ADMIN = new MemberId("the-admin");

    final TestStack stack = TestStack.fresh();
    final Environment environment = stack.environment("DecisionWorkerFunction");
    final Table table = new Table(environment);
    final People people = new People(table);
    final Waitlist waitlist = new Waitlist(table);
    final DecisionStore decisions = new DecisionStore(table);
    private final WaitlistStore store = new WaitlistStore(table);
    private final DailyCounters counters = new DailyCounters(table);
    final SubmitDecision submitDecision =
            new SubmitDecision(table, decisions, store, new AuditLog(environment.random()), environment);
    final ProcessDecisionChunk processChunk =
            new ProcessDecisionChunk(table, decisions, people, waitlist, store, counters, environment.clock());

    /** So many people who confirmed one after the other: {@code p0}, {@code p1}, … */
    List<MemberId> waiting(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> arrive("p" + i, Industry.TECHNOLOGY, "Berlin"))
                .toList();
    }

    MemberId arrive(String name, Industry industry, String city) {
        var id = new MemberId(name);
        var email = new EmailAddress(name + "@example.com");
        var now = stack.clock().instant();
        var details = new Details(name, industry, "Engineer", city, ZoneId.of("UTC"), "", List.of(), List.of());
        var person = Person.newcomer(id, email, details, waitlist.nextPlace(), now);
        table.commit(
                people.arrive(person),
                new Addresses(table).take(email.hash(), id, now),
                waitlist.enter(person),
                waitlist.count(person.place().bucket(), 1),
                counters.add(now, Map.of(Count.WAITING, 1)));
        return id;
    }

    /** Leaves the queue as a person does who withdraws. */
    void withdraw(MemberId id) {
        var person = people.person(id).orElseThrow();
        table.commit(
                people.withdraw(person, stack.clock().instant()),
                waitlist.leave(person.place(), id),
                waitlist.count(person.place().bucket(), -1),
                counters.add(stack.clock().instant(), Map.of(Count.WAITING, -1)));
    }

    String decide(Standing outcome, SubmitDecision.About about) {
        return ((SubmitDecision.Outcome.Accepted) submitDecision.decide(ADMIN, outcome, about, null, null))
                .decisionId();
    }

    String approve(List<MemberId> members) {
        return decide(Standing.APPROVED, new SubmitDecision.About.These(members));
    }

    String approveFirst(int most) {
        return decide(Standing.APPROVED, new SubmitDecision.About.First(most, WaitlistStore.Filter.NONE));
    }

    /** Processes every chunk of a decision. */
    void process(String decisionId) {
        int accepted = progress(decisionId).decision().accepted();
        for (int chunk = 0; chunk * DecisionStore.CHUNK_SIZE < accepted; chunk++) {
            processChunk.apply(decisionId, chunk);
        }
    }

    Progress progress(String decisionId) {
        return decisions.progress(decisionId).orElseThrow();
    }

    List<Integer> counts(String decisionId) {
        var progress = progress(decisionId);
        return List.of(progress.decision().accepted(), progress.done(), progress.skipped(), progress.failed());
    }

    Standing standing(MemberId id) {
        return people.find(id).orElseThrow().standing();
    }

    long figure(Count count) {
        return figures().getOrDefault(count, 0L);
    }

    Map<Count, Long> figures() {
        var totals = new EnumMap<Count, Long>(Count.class);
        counters.byDay()
                .values()
                .forEach(day -> day.forEach((count, amount) -> totals.merge(count, amount, Long::sum)));
        return totals;
    }

    /** That the counts of the buckets, the rows in them and the figures say the same. */
    boolean isConsistent() {
        long rows = stack.items().stream()
                .filter(item ->
                        item.getOrDefault("PK", AttributeValue.fromS("")).s().startsWith("WAITLIST#"))
                .count();
        return waitlist.length() == rows && figure(Count.WAITING) == rows;
    }
}
