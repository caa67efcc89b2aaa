package app.clockout.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.clubs.ClubStore;
import app.clockout.clubs.MembershipStore;
import app.clockout.domain.Club;
import app.clockout.domain.Event;
import app.clockout.domain.EventId;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Membership;
import app.clockout.domain.Person;
import app.clockout.domain.Rsvp;
import app.clockout.domain.Rsvp.Status;
import app.clockout.domain.SeatTokens;
import app.clockout.domain.Slug;
import app.clockout.local.emulators.CaughtMail;
import app.clockout.messages.Message;
import app.clockout.rsvp.QueueStore;
import app.clockout.rsvp.SeatStore;
import app.clockout.table.Clubs;
import app.clockout.table.Events;
import app.clockout.table.Seats;
import app.clockout.table.Secrets;
import app.clockout.table.Write;
import biweekly.Biweekly;
import biweekly.ICalVersion;
import biweekly.ICalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A club with an event in New York that is full, as the samples in {@code events/} name them, and what people answer. */
final class EventFixture {
    static final Slug SLUG = new Slug("malmo-design");
    static final EventId EVENT = new EventId("malmo-design_q7x2mfvb4nwsr3hd");
    static final String PAGE = "http://localhost:8080/events/malmo-design_q7x2mfvb4nwsr3hd";
    static final LocalDateTime LOCAL_START = LocalDateTime.parse("2027-01-14T18:30");
    static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    static final Instant STARTS_AT = LOCAL_START.atZone(NEW_YORK).toInstant();

    final SeatStore seats;

    private final MailFixture fixture;
    private final Clubs clubs;
    private final ClubStore clubStore;
    private final MembershipStore memberships;
    private final Events events;
    private long lastTurn;

    /** Founds the club and announces the event. */
    EventFixture(MailFixture fixture, Person... hosts) {
        this.fixture = fixture;
        seats = new SeatStore(fixture.table, new Seats(fixture.table), new QueueStore(fixture.table));
        clubs = new Clubs(fixture.table);
        clubStore = new ClubStore(fixture.table);
        memberships = new MembershipStore(fixture.table);
        events = new Events(fixture.table);
        commit(clubStore.found(club(hosts)));
        commit(announced(event()).toArray(Write[]::new));
    }

    Club club(Person... hosts) {
        return new Club(
                SLUG,
                "Night Owls",
                Industry.SCIENCE,
                "New York",
                NEW_YORK,
                "For whoever works late.",
                Club.Joining.APPROVAL,
                Arrays.stream(hosts)
                        .map(host -> new Club.Host(host.id(), host.details().name()))
                        .toList(),
                hosts.length,
                1,
                fixture.now(),
                null);
    }

    static Event event() {
        return event("Late lunch", LOCAL_START, 0, null);
    }

    /** The event as one that lasts longer, or shorter. */
    static Event lasting(Duration duration) {
        return event("Late lunch", LOCAL_START, 1, null, (int) duration.toMinutes());
    }

    static Event event(String title, LocalDateTime localStart, int sequence, Event.@Nullable Cancellation cancelled) {
        return event(title, localStart, sequence, cancelled, 90);
    }

    private static Event event(
            String title,
            LocalDateTime localStart,
            int sequence,
            Event.@Nullable Cancellation cancelled,
            int durationMinutes) {
        return new Event(
                EVENT,
                title,
                "Soup at the end of the shift.",
                localStart,
                NEW_YORK,
                localStart.atZone(NEW_YORK).toInstant(),
                durationMinutes,
                new Event.Venue("The Canteen", "12 Water Street", "New York"),
                Event.Visibility.PUBLIC,
                sequence,
                1,
                Instant.parse("2027-01-04T09:00:00Z"),
                cancelled);
    }

    /** The event is another one than before. */
    void changeTo(Event event) {
        forget("EVENT#" + EVENT, "EVENT");
        commit(announced(event).getFirst());
    }

    private List<Write> announced(Event event) {
        return events.announce(event, 0, club(), fixture.now());
    }

    void cancel(String reason) {
        changeTo(event("Late lunch", LOCAL_START, 1, new Event.Cancellation(fixture.now(), reason)));
    }

    void changeTo(Club club) {
        forget("CLUB#" + SLUG, "CLUB");
        commit(clubStore.found(club));
    }

    void close(Person... hosts) {
        var club = club(hosts);
        changeTo(new Club(
                club.slug(),
                club.name(),
                club.industry(),
                club.city(),
                club.timezone(),
                club.description(),
                club.joining(),
                club.hosts(),
                club.members(),
                2,
                club.createdAt(),
                fixture.now()));
    }

    /** Whoever ran the club is gone, and this person runs it alone from now on. */
    void handTo(Person person) {
        var club = clubs.find(SLUG).orElseThrow();
        var host = new Club.Host(person.id(), person.details().name());
        commit(clubStore.hand(club, host, fixture.now()));
    }

    /** These people run the club from now on. */
    void isRunBy(Person... hosts) {
        commit(clubStore.runBy(clubs.find(SLUG).orElseThrow(), club(hosts).hosts()));
    }

    /** Somebody is something to the club from now on, whatever they were before. */
    void is(Person person, Membership.State state) {
        forget("CLUB#" + SLUG, "MEMBER#" + person.id());
        if (state != Membership.State.NONE) {
            commit(memberships.enter(new Membership(SLUG, person.id(), state, fixture.now())));
        }
    }

    /** Somebody's answer is this from now on, for the first time or after another one; an offer ends in twelve hours. */
    Message.Answered answers(Person person, Status status) {
        var before = seats.rsvp(EVENT, person.id()).orElse(null);
        var after = new Rsvp(
                EVENT,
                person.id(),
                person.details().name(),
                status,
                fixture.now(),
                fixture.now(),
                status == Status.WAITLISTED ? ++lastTurn : 0,
                status == Status.OFFERED ? fixture.now().plus(Duration.ofHours(12)) : null,
                null);
        var writes = new ArrayList<Write>();
        writes.add(before == null ? seats.answer(after) : seats.answer(before, after));
        if (status == Status.WAITLISTED) {
            var seen = seats.count(EVENT).orElseThrow();
            writes.addAll(seats.takeTurn(seen, lastTurn, person.id(), false, fixture.now()));
        }
        commit(writes.toArray(Write[]::new));
        return new Message.Answered(EVENT, person.id());
    }

    /** Somebody with a seat is let in. */
    void letIn(Person person) {
        commit(seats.checkIn(seats.rsvp(EVENT, person.id()).orElseThrow(), fixture.now()));
    }

    /** The ledger's key of the mail about somebody's answer, as it is now. */
    String seatKey(Person person) {
        var rsvp = seats.rsvp(EVENT, person.id()).orElseThrow();
        return "seat/%s/%s/%s/%d"
                .formatted(EVENT, person.id(), rsvp.status().id(), rsvp.since().toEpochMilli());
    }

    static Message.EventNews news(Person... people) {
        return new Message.EventNews(
                EVENT, Arrays.stream(people).map(Person::id).toList());
    }

    /** The links of a mail by which its reader can answer. */
    static List<String> answerLinks(CaughtMail mail) {
        return mail.links().stream()
                .filter(link -> link.startsWith("http://localhost:8080/r/"))
                .toList();
    }

    /** The one link to answer by holds, and is this person's. */
    void assertAnswers(CaughtMail mail, Person person) {
        assertThat(answerLinks(mail)).hasSize(1);
        var token = answerLinks(mail).getFirst().substring("http://localhost:8080/r/".length());
        assertThat(SeatTokens.claimed(token)).contains(new SeatTokens.Claim(EVENT, person.id()));
        assertThat(SeatTokens.answers(Secrets.links(fixture.table, fixture.environment))
                        .holds(token, person.linkVersion()))
                .isTrue();
    }

    /** What a mail tells its reader's calendar, which is the same in both places, and valid. */
    static ICalendar calendar(CaughtMail mail) {
        var parts = mail.attachments().stream()
                .filter(part -> part.type().equals("text/calendar"))
                .toList();
        assertThat(parts).extracting(CaughtMail.Attachment::name).containsExactly("", "invite.ics");
        assertThat(parts)
                .extracting(CaughtMail.Attachment::content)
                .containsOnly(parts.getFirst().content());
        var calendar = Biweekly.parse(parts.getFirst().content()).first();
        assertThat(calendar.validate(ICalVersion.V2_0)).isEmpty();
        assertThat(mail.raw())
                .contains("text/calendar; method=" + calendar.getMethod().getValue() + "; charset=UTF-8");
        return calendar;
    }

    /** Makes somebody's profile one that this version of the code cannot read; undone by {@link #mend}. */
    void spoil(Person person) {
        standing(person.id(), "asleep");
    }

    void mend(Person person) {
        standing(person.id(), "approved");
    }

    private void standing(MemberId member, String standing) {
        fixture.stack.dynamoDb().updateItem(update -> update.tableName(fixture.stack.tableName())
                .key(key("MEMBER#" + member, "PROFILE"))
                .updateExpression("SET standing = :standing")
                .expressionAttributeValues(Map.of(":standing", AttributeValue.fromS(standing))));
    }

    private void forget(String partition, String sort) {
        fixture.stack.dynamoDb().deleteItem(delete -> delete.tableName(fixture.stack.tableName())
                .key(key(partition, sort)));
    }

    private static Map<String, AttributeValue> key(String partition, String sort) {
        return Map.of("PK", AttributeValue.fromS(partition), "SK", AttributeValue.fromS(sort));
    }

    private void commit(Write... writes) {
        assertThat(fixture.table.commit(writes).done()).isTrue();
    }
}
