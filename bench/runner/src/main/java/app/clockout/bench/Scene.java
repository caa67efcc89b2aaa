package app.clockout.bench;

import app.clockout.clubs.ClubListStore;
import app.clockout.clubs.ClubStore;
import app.clockout.clubs.MembershipStore;
import app.clockout.domain.Club;
import app.clockout.domain.Details;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Event;
import app.clockout.domain.EventId;
import app.clockout.domain.Ids;
import app.clockout.domain.Industry;
import app.clockout.domain.Link;
import app.clockout.domain.MemberId;
import app.clockout.domain.Membership;
import app.clockout.domain.Person;
import app.clockout.domain.Place;
import app.clockout.domain.Reminder;
import app.clockout.domain.Rsvp;
import app.clockout.domain.Slug;
import app.clockout.domain.Standing;
import app.clockout.local.emulators.TestStack;
import app.clockout.local.emulators.lambda.LambdaJson;
import app.clockout.local.testing.HttpEventBuilder;
import app.clockout.local.testing.LambdaEvents;
import app.clockout.messages.Message;
import app.clockout.messages.Messages;
import app.clockout.rsvp.QueueStore;
import app.clockout.rsvp.SeatStore;
import app.clockout.table.Addresses;
import app.clockout.table.Links;
import app.clockout.table.People;
import app.clockout.table.Seats;
import app.clockout.table.Secrets;
import app.clockout.table.Sessions;
import app.clockout.table.Table;
import app.clockout.table.Waitlist;
import app.clockout.table.Write;
import app.clockout.waitlist.DecisionStore;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A small network in a table of its own, with something to do for every function: members, a club, an event with a guest, people who
 * wait, a decision about them. Its time is the real one.
 */
final class Scene implements AutoCloseable {
    private static final String PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final MemberId MAYA = new MemberId("maya");
    private static final ZoneId ZONE = ZoneId.of("Europe/Stockholm");
    private static final Slug CLUB = new Slug("malmo-design");
    private static final String DECISION = "3vbnq6tkzr2hwm5xcsd7fgpy4a";

    private final TestStack stack = TestStack.fresh();
    private final SecureRandom random = new SecureRandom();
    private final Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
    private final Table table = new Table(stack.environment("SignupFunction"));
    private final EventId event = EventId.random(CLUB, random);
    private final String session;
    private final Relay relay =
            new Relay(tableEndpoint(), queuesEndpoint(), stack.mails().endpoint());

    Scene() {
        arrive("maya", Standing.APPROVED, new Place(1));
        var sessions = new Sessions(table, InstantSource.system());
        session = sessions.token(MAYA, random);
        commit(List.of(sessions.begin(MAYA, session, now.plus(Sessions.LIFE))));
        club();
        waitingPeople();
        // Else whichever function starts first makes it.
        Secrets.links(table, stack.environment("SignupFunction"));
    }

    private Person arrive(String name, Standing standing, Place place) {
        var email = new EmailAddress(name + "@example.com");
        var details = new Details(name, Industry.DESIGN, "Designer", "Malmö", ZONE, "", List.of(), List.of());
        boolean admin = standing == Standing.APPROVED;
        var person = new Person(new MemberId(name), email, details, standing, admin, admin, now, place, 1, now, true);
        commit(List.of(new People(table).arrive(person), new Addresses(table).take(email.hash(), person.id(), now)));
        return person;
    }

    private void club() {
        var club = new Club(
                CLUB,
                "Malmö Design",
                Industry.DESIGN,
                "Malmö",
                ZONE,
                "Chairs you can repair.",
                Club.Joining.OPEN,
                List.of(new Club.Host(MAYA, "maya")),
                1,
                1,
                now,
                null);
        var startsAt = now.plus(Duration.ofHours(24));
        var evening = new Event(
                event,
                "An evening",
                "Bring a chair.",
                LocalDateTime.ofInstant(startsAt, ZONE),
                ZONE,
                startsAt,
                120,
                new Event.Venue("The workshop", "1 Storgatan", "Malmö"),
                Event.Visibility.PUBLIC,
                0,
                1,
                now.minus(Duration.ofDays(3)),
                null);
        var writes = new ArrayList<Write>();
        writes.add(new ClubStore(table).found(club));
        writes.addAll(new ClubListStore(table).enter(club));
        writes.add(new MembershipStore(table).enter(new Membership(CLUB, MAYA, Membership.State.MEMBER, now)));
        commit(writes);
        var seats = new SeatStore(table, new Seats(table), new QueueStore(table));
        writes.clear();
        writes.addAll(new app.clockout.table.Events(table).announce(evening, 20, club, now));
        var asked = now.minus(Duration.ofDays(2));
        writes.add(seats.answer(new Rsvp(event, MAYA, "maya", Rsvp.Status.CONFIRMED, asked, asked, 0, null, null)));
        commit(writes);
    }

    private void waitingPeople() {
        var waitlist = new Waitlist(table);
        var members = new ArrayList<MemberId>();
        for (var name : List.of("ben", "cleo")) {
            var person = arrive(name, Standing.WAITING, waitlist.nextPlace());
            commit(List.of(waitlist.enter(person), waitlist.count(person.place().bucket(), 1)));
            members.add(person.id());
        }
        commit(new DecisionStore(table)
                .make(new DecisionStore.Decision(DECISION, Standing.APPROVED, MAYA, now, members.size()), members));
    }

    private void commit(List<Write> writes) {
        if (!table.commit(writes).done()) {
            throw new IllegalStateException("The scene cannot be set.");
        }
    }

    /** What the template sets for a function, and the way to the emulators. */
    Map<String, String> variables(Subject subject) {
        var variables = new HashMap<String, String>();
        variables.put("AWS_LAMBDA_LOG_FORMAT", "JSON");
        variables.put("AWS_LAMBDA_LOG_LEVEL", "INFO");
        switch (subject.kind()) {
            case REFERENCE -> {
                variables.put("TABLE_NAME", stack.tableName());
                variables.put("AWS_ENDPOINT_URL", tableEndpoint().toString());
            }
            case HTTP -> {
                variables.putAll(stack.environment(subject.logicalId()).variables());
                variables.put("AWS_ENDPOINT_URL", tableEndpoint().toString());
            }
            case WORKER -> {
                variables.putAll(stack.environment(subject.logicalId()).variables());
                variables.put("AWS_ENDPOINT_URL", relay.endpoint().toString());
            }
        }
        return variables;
    }

    private URI tableEndpoint() {
        return stack.dynamoDb().serviceClientConfiguration().endpointOverride().orElseThrow();
    }

    private URI queuesEndpoint() {
        return stack.sqs().serviceClientConfiguration().endpointOverride().orElseThrow();
    }

    /** Something to do, which can be asked for again and again. */
    String event(Subject subject) {
        return switch (subject.logicalId()) {
            case "" -> page("/", "/");
            case "SignupFunction" -> page("/", "/");
            case "WaitlistFunction" -> page("/admin/waitlist", "/admin/waitlist");
            case "SessionFunction" -> page("/signin/confirm", "/signin/confirm?token=" + signInLink());
            case "ClubsFunction" -> page("/clubs/{slug}", "/clubs/" + CLUB);
            case "ClubEventsFunction" -> page("/events/{eventId}", "/events/" + event);
            case "RsvpFunction" -> page("/me/events", "/me/events");
            case "MailSettingsFunction" -> page("/me/mail-preferences", "/me/mail-preferences");
            case "AdminFunction" -> page("/admin/stats", "/admin/stats");
            case "NotFoundFunction" -> page("$default", "/wp-login.php");
            case "DecisionWorkerFunction" -> message("DecisionsQueue", new Message.Decide(DECISION, 0));
            case "ClubWorkerFunction" -> message("ClubsQueue", new Message.ClubClosed(CLUB));
            case "SeatWorkerFunction" -> message("SeatsQueue", new Message.SeatFreed(event));
            case "ReminderWorkerFunction" ->
                message("RemindersQueue", new Message.ReminderDue(event, Reminder.DAY_BEFORE));
            case "MailWorkerFunction" -> message("MailQueue", new Message.Decided(MAYA));
            case "SeatSweepFunction" -> LambdaEvents.sample("rsvp-schedule");
            case "ReminderSweepFunction" -> LambdaEvents.sample("reminders-schedule");
            case "MailFeedbackFunction" -> LambdaEvents.sample("mailer-mail-feedback");
            case "OutboxFunction" -> LambdaEvents.sample("outbox-stream");
            default ->
                throw new IllegalStateException(
                        "The template has a new function, " + subject.logicalId() + ": say here what it is to do.");
        };
    }

    /** One that was just mailed. */
    private String signInLink() {
        var token = Ids.secret(random);
        var mailedAt = InstantSource.system().instant();
        commit(List.of(new Links(table).issue(token, Link.Purpose.SIGN_IN, MAYA.value(), "/", mailedAt)));
        return token;
    }

    private String page(String route, String path) {
        HttpEventBuilder event =
                LambdaEvents.http("GET", path).route(route).accept(PAGE).cookie("__Host-session", session);
        return LambdaJson.write(event.build());
    }

    private static String message(String queue, Message message) {
        return LambdaJson.write(
                LambdaEvents.sqs(queue).message(Messages.write(message)).build());
    }

    @Override
    public void close() {
        relay.close();
    }
}
