package app.clockout.clubs;

import app.clockout.domain.Club;
import app.clockout.domain.Club.Joining;
import app.clockout.domain.Details;
import app.clockout.domain.Event;
import app.clockout.domain.EventId;
import app.clockout.domain.Industry;
import app.clockout.domain.Membership;
import app.clockout.domain.Person;
import app.clockout.domain.Standing;
import app.clockout.environment.Environment;
import app.clockout.local.emulators.TestStack;
import app.clockout.local.testing.EventBuilder;
import app.clockout.local.testing.PersonBuilder;
import app.clockout.table.Clubs;
import app.clockout.table.DailyCounters;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.EventList;
import app.clockout.table.Events;
import app.clockout.table.Memberships;
import app.clockout.table.People;
import app.clockout.table.Sessions;
import app.clockout.table.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Members of the network and their clubs, in a table of their own. */
final class ClubFixture {
    static final ZoneId ZONE = ZoneId.of("Europe/Stockholm");

    final TestStack stack = TestStack.fresh();
    final Environment environment = stack.environment("ClubWorkerFunction");
    final Table table = new Table(environment);
    final People people = new People(table);
    final Events events = new Events(table);
    final EventList eventList = new EventList(table);
    final Clubs clubs = new Clubs(table);
    final ClubStore store = new ClubStore(table);
    final MembershipStore memberships = new MembershipStore(table);
    final ClubListStore list = new ClubListStore(table);
    private final DailyCounters counters = new DailyCounters(table);
    final FoundClub foundClub = new FoundClub(table, store, memberships, list, counters, environment);
    final EditClub editClub =
            new EditClub(table, clubs, store, list, new RelistEvents(table, events, eventList, stack.clock()));
    final JoinClub joinClub = new JoinClub(table, clubs, store, memberships, stack.clock());
    final LeaveClub leaveClub = new LeaveClub(table, clubs, store, memberships);
    final DecideRequest decideRequest = new DecideRequest(table, clubs, store, memberships, people, stack.clock());
    final NameHosts nameHosts = new NameHosts(table, clubs, store, people);
    final CloseClub closeClub = new CloseClub(table, clubs, store, list, counters, stack.clock());
    final HandOver handOver = new HandOver(table, clubs, store, memberships, people, closeClub, stack.clock());
    final CancelEvents cancelEvents = new CancelEvents(table, store, events, eventList, stack.clock());

    Instant now() {
        return stack.clock().instant();
    }

    Person member(String name) {
        var details = new Details(
                name,
                Industry.DESIGN,
                "Product designer",
                "Malmö",
                ZONE,
                "Chairs you can repair",
                List.of(),
                List.of());
        var person = PersonBuilder.person(name, now()).details(details).build();
        table.commit(people.arrive(person));
        return person;
    }

    /** A session of the member; gives its token. */
    String session(Person member) {
        var sessions = new Sessions(table, environment.clock());
        var token = sessions.token(member.id(), environment.random());
        table.commit(sessions.begin(member.id(), token, now().plus(Sessions.LIFE)));
        return token;
    }

    void suspend(Person member) {
        table.commit(people.suspend(member, now()));
    }

    void restore(Person member) {
        table.commit(people.decide(member.id(), Standing.SUSPENDED, Standing.APPROVED, now()));
    }

    static ClubForm form(String name) {
        return form(name, Industry.DESIGN, "Malmö", Joining.OPEN);
    }

    static ClubForm form(String name, Industry industry, String city, Joining joining) {
        return new ClubForm(name, industry, city, ZONE, "Makers of things that last.", joining);
    }

    Club open(Person founder) {
        return found(founder, form("Open studio"));
    }

    Club byApproval(Person founder) {
        return found(founder, form("Closed studio", Industry.DESIGN, "Malmö", Joining.APPROVAL));
    }

    Club found(Person founder, ClubForm form) {
        return ((FoundClub.Outcome.Founded) foundClub.found(founder, form, null)).club();
    }

    void join(Club club, Person... members) {
        for (var member : members) {
            stack.clock().advance(Duration.ofSeconds(1));
            joinClub.join(club.slug(), member.id());
        }
    }

    void makeHost(Club club, Person member) {
        nameHosts.make(club.slug(), club.hosts().getFirst().id(), member.id());
    }

    Membership.State state(Club club, Person member) {
        return new Memberships(table)
                .find(club.slug(), member.id())
                .map(Membership::state)
                .orElse(Membership.State.NONE);
    }

    Club now(Club club) {
        return store.findEvenClosed(club.slug()).orElseThrow();
    }

    List<String> hosts(Club club) {
        return now(club).hosts().stream().map(Club.Host::name).toList();
    }

    List<String> found(ClubListStore.Filter filter) {
        return list.page(filter, null, 100).clubs().stream()
                .map(slug -> clubs.find(slug).orElseThrow().name())
                .toList();
    }

    EventId announce(Club club, Instant startsAt, Event.Visibility visibility) {
        var event = EventBuilder.event(EventId.random(club.slug(), environment.random()), startsAt, now())
                .title("Chairs you can repair")
                .description("Bring one.")
                .timezone(ZONE)
                .venue("The Old Ropewalk", "Repslagaregatan 12", "Malmö")
                .visibility(visibility)
                .build();
        table.commit(events.announce(event, 10, club, now()));
        return event.id();
    }

    long figure(Count count) {
        return new DailyCounters(table)
                .byDay().values().stream()
                        .mapToLong(day -> day.getOrDefault(count, 0L))
                        .sum();
    }

    /** How many rows there are whose partition, and whose sort key, begin so. */
    long rows(String partition, String sort) {
        return stack.items().stream()
                .filter(item -> text(item, "PK").startsWith(partition)
                        && text(item, "SK").startsWith(sort))
                .count();
    }

    /** That count and rows of a club say the same, and that only members run it, one at least. */
    boolean isConsistent(Club club) {
        var partition = "CLUB#" + club.slug();
        var memberRows = stack.items().stream()
                .filter(item -> text(item, "PK").equals(partition)
                        && text(item, "SK").startsWith("MEMBER#")
                        && text(item, "standing").equals("member"))
                .map(item -> text(item, "SK").substring("MEMBER#".length()))
                .toList();
        var listed = memberships.members(club.slug(), null, 100).stream()
                .map(row -> row.member().value())
                .toList();
        var present = now(club);
        return memberRows.size() == present.members()
                && List.copyOf(listed).stream()
                        .sorted()
                        .toList()
                        .equals(memberRows.stream().sorted().toList())
                && !present.hosts().isEmpty()
                && present.hosts().stream()
                        .allMatch(host -> memberRows.contains(host.id().value()));
    }

    private static String text(Map<String, AttributeValue> item, String attribute) {
        var value = item.get(attribute);
        return value == null ? "" : Objects.requireNonNullElse(value.s(), "");
    }
}
