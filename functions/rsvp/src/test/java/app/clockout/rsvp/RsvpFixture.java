package app.clockout.rsvp;

import app.clockout.clubs.ClubStore;
import app.clockout.clubs.MembershipStore;
import app.clockout.domain.Club;
import app.clockout.domain.Event;
import app.clockout.domain.Event.Visibility;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Membership;
import app.clockout.domain.Rsvp;
import app.clockout.domain.SeatCount;
import app.clockout.domain.Slug;
import app.clockout.domain.Standing;
import app.clockout.environment.Environment;
import app.clockout.local.emulators.TestStack;
import app.clockout.local.testing.ClubBuilder;
import app.clockout.local.testing.EventBuilder;
import app.clockout.local.testing.PersonBuilder;
import app.clockout.table.Clubs;
import app.clockout.table.Events;
import app.clockout.table.Memberships;
import app.clockout.table.People;
import app.clockout.table.Seats;
import app.clockout.table.Sessions;
import app.clockout.table.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A club with a host, its events and the people who come, in a table of their own. */
final class RsvpFixture {
    static final Slug CLUB = new Slug("founders");
    static final MemberId HOST = new MemberId("hanna");
    static final Duration LASTS = Duration.ofHours(2);

    final TestStack stack = TestStack.fresh();
    final Environment environment = stack.environment("RsvpFunction");
    final Table table = new Table(environment);
    final People people = new People(table);
    final Events events = new Events(table);
    final Seats seats = new Seats(table);
    final QueueStore queue = new QueueStore(table);
    final SeatStore store = new SeatStore(table, seats, queue);
    private final EventVisibility visibility = new EventVisibility(new Memberships(table));
    final ExpireOffer expireOffer = new ExpireOffer(table, store, queue, stack.clock());
    final ReserveSeat reserveSeat = new ReserveSeat(table, seats, store, expireOffer, stack.clock());
    private final ChangeRsvp changeRsvp = new ChangeRsvp(table, store, visibility, stack.clock());
    final CancelRsvp cancelRsvp = new CancelRsvp(changeRsvp, store);
    final AcceptOffer acceptOffer = new AcceptOffer(changeRsvp, store);
    final Reconcile reconcile = new Reconcile(table, store, queue);
    final PromoteFromQueue promoteFromQueue =
            new PromoteFromQueue(table, store, queue, people, reconcile, stack.clock());
    final ReleaseSeats releaseSeats = new ReleaseSeats(seats, store, people, cancelRsvp, stack.clock());

    RsvpFixture() {
        var now = now();
        member(HOST.value());
        table.commit(
                new ClubStore(table)
                        .found(ClubBuilder.club(CLUB, now).hosts(HOST).build()),
                new MembershipStore(table).enter(new Membership(CLUB, HOST, Membership.State.MEMBER, now)));
    }

    Instant now() {
        return stack.clock().instant();
    }

    void advance(Duration by) {
        stack.clock().advance(by);
    }

    /** A member of the network; gives their id, which is their name. */
    MemberId member(String name) {
        return arrive(name, Standing.APPROVED);
    }

    MemberId arrive(String name, Standing standing) {
        var id = new MemberId(name);
        table.commit(people.arrive(
                PersonBuilder.person(name, now()).standing(standing).build()));
        return id;
    }

    void joins(MemberId member) {
        table.commit(new MembershipStore(table).enter(new Membership(CLUB, member, Membership.State.MEMBER, now())));
    }

    void suspend(MemberId member) {
        table.commit(people.decide(member, Standing.APPROVED, Standing.SUSPENDED, now()));
    }

    String session(MemberId member) {
        var sessions = new Sessions(table, stack.clock());
        var token = sessions.token(member, environment.random());
        table.commit(sessions.begin(member, token, now().plus(Sessions.LIFE)));
        return token;
    }

    EventId event(int capacity) {
        return event(capacity, Duration.ofDays(3), Visibility.PUBLIC);
    }

    EventId event(int capacity, Duration startsIn, Visibility visibility) {
        var startsAt = now().plus(startsIn);
        var event = EventBuilder.event(EventId.random(CLUB, environment.random()), startsAt, now())
                .description("Eggs and ideas.")
                .length(LASTS)
                .visibility(visibility)
                .build();
        table.commit(events.announce(event, capacity, club(), now()));
        return event.id();
    }

    Club club() {
        return new Clubs(table).find(CLUB).orElseThrow();
    }

    Event find(EventId event) {
        return events.find(event).orElseThrow();
    }

    /** Another capacity, as a host sets it; false where it is refused. */
    boolean capacity(EventId event, int capacity) {
        return table.commit(Seats.update(event, "seats = :seats", "scheduled = :yes AND taken <= :seats")
                        .where(":seats", capacity)
                        .where(":yes", true))
                .done();
    }

    void cancel(EventId event) {
        table.commit(events.cancel(find(event), club(), new Event.Cancellation(now(), "The café burnt down.")));
    }

    /** Every item of an event, as it lies in the table. */
    List<Map<String, AttributeValue>> rows(EventId event) {
        return stack.dynamoDb()
                .query(query -> query.tableName(stack.tableName())
                        .keyConditionExpression("PK = :event")
                        .expressionAttributeValues(Map.of(":event", AttributeValue.fromS("EVENT#" + event)))
                        .consistentRead(true))
                .items();
    }

    SeatCount count(EventId event) {
        return store.count(event).orElseThrow();
    }

    Optional<Rsvp> rsvp(EventId event, MemberId member) {
        return store.rsvp(event, member);
    }

    ReserveSeat.Outcome reserve(EventId event, MemberId member) {
        return reserveSeat.seatFor(member, member.value(), event);
    }

    ReserveSeat.Outcome reserve(EventId event, String member) {
        return reserve(event, new MemberId(member));
    }
}
