package app.clockout.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.clubs.ClubStore;
import app.clockout.clubs.MembershipStore;
import app.clockout.domain.Application;
import app.clockout.domain.Club;
import app.clockout.domain.DerivedLinks;
import app.clockout.domain.DerivedLinks.Purpose;
import app.clockout.domain.Details;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Event;
import app.clockout.domain.Event.Visibility;
import app.clockout.domain.EventId;
import app.clockout.domain.Ids;
import app.clockout.domain.Industry;
import app.clockout.domain.Link;
import app.clockout.domain.MailChoice;
import app.clockout.domain.MemberId;
import app.clockout.domain.Membership;
import app.clockout.domain.Person;
import app.clockout.domain.Place;
import app.clockout.domain.Rsvp;
import app.clockout.domain.SeatTokens;
import app.clockout.domain.Slug;
import app.clockout.domain.Standing;
import app.clockout.domain.UnsubscribeTokens;
import app.clockout.environment.Environment;
import app.clockout.local.emulators.template.Template;
import app.clockout.local.journey.Network.Reply;
import app.clockout.rsvp.OwnCalendarStore;
import app.clockout.rsvp.QueueStore;
import app.clockout.rsvp.SeatStore;
import app.clockout.table.Addresses;
import app.clockout.table.Addresses.AddressChange;
import app.clockout.table.Clubs;
import app.clockout.table.Events;
import app.clockout.table.Links;
import app.clockout.table.People;
import app.clockout.table.Seats;
import app.clockout.table.Secrets;
import app.clockout.table.Sessions;
import app.clockout.table.Table;
import app.clockout.table.Waitlist;
import app.clockout.table.Write;
import app.clockout.waitlist.DecisionStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who gets what answer where: every route, asked by everybody there can be. */
class RoutesAndRolesTest {
    /**
     * One row for each route, or more where it depends on what is asked for. A route that has none fails the test; to add one,
     * write its row here, its body below if it has one, and a thing it names that is new into {@link Cell#make}.
     *
     * <p>Member and host are those of {@code {club}}, the others belong to another club or run it; the admin belongs to none. The
     * applicant has the row of a session, though nobody who waits is given one, and so has the suspended, who was a member.
     */
    private static final String TABLE = """
            visitor applicant member other-member host other-host admin suspended

            # Signing up and waiting
                200       200    200          200  200        200   200       200  GET /
                202       202    202          202  202        202   202       202  POST /signup
                200       200    200          200  200        200   200       200  GET /signup/confirm?token={confirmation}
                200       200    200          200  200        200   200       200  POST /signup/confirm
                200       200    200          200  200        200   200       200  GET /waitlist/status?token={status}
                200       200    200          200  200        200   200       200  POST /waitlist/withdraw
                200       200    200          200  200        200   200       200  GET /industries
                200       200    200          200  200        200   200       200  GET /signin
                202       202    202          202  202        202   202       202  POST /signin
                200       200    200          200  200        200   200       200  GET /signin/confirm?token={signIn}
                200       200    200          200  200        200   200       200  POST /signin/confirm
                401       401    204          204  204        204   204       401  POST /signout

            # Admission
                401       401    403          403  403        403   200       401  GET /admin/waitlist
                401       401    403          403  403        403   202       401  POST /admin/waitlist/decisions
                401       401    403          403  403        403   200       401  GET /admin/waitlist/decisions/{decision}
                401       401    404          404  404        404   404       401  GET /admin/waitlist/decisions/{nothing}
                401       401    403          403  403        403   200       401  GET /admin/stats
                401       401    403          403  403        403   200       401  GET /admin/audit
                401       401    403          403  403        403   204       401  PUT /admin/admins/{member}
                401       401    404          404  404        404   404       401  PUT /admin/admins/{nothing}
                401       401    403          403  403        403   204       401  DELETE /admin/admins/{anAdmin}
                401       401    404          404  404        404   404       401  DELETE /admin/admins/{nothing}
                401       401    403          403  403        403   200       401  POST /admin/members/{member}/suspend
                401       401    404          404  404        404   404       401  POST /admin/members/{nothing}/suspend
                401       401    403          403  403        403   200       401  POST /admin/members/{suspendedMember}/restore
                401       401    404          404  404        404   404       401  POST /admin/members/{nothing}/restore
                401       401    403          403  403        403   200       401  GET /admin/suppressions
                401       401    403          403  403        403   204       401  POST /admin/suppressions/lift

            # Mail
                400       400    200          200  200        200   200       400  GET /u/{myLinkToStopMails}
                400       400    200          200  200        200   200       400  POST /u/{myLinkToStopMails}
                401       401    200          200  200        200   200       401  GET /me/mail-preferences
                401       401    200          200  200        200   200       401  PUT /me/mail-preferences
                401       401    200          200  200        200   200       401  GET /me/email
                401       401    202          202  202        202   202       401  POST /me/email
                200       200    200          200  200        200   200       200  GET /me/email/confirm?token={changeOfAddress}
                200       200    200          200  200        200   200       200  POST /me/email/confirm

            # Clubs
                200       200    200          200  200        200   200       200  GET /clubs
                401       401    201          201  201        201   201       401  POST /clubs
                401       401    200          200  200        200   200       401  GET /clubs/new
                200       200    200          200  200        200   200       200  GET /clubs/{club}
                401       401    403          403  200        403   403       401  PUT /clubs/{club}
                401       401    403          403  204        403   403       401  DELETE /clubs/{club}
                401       401    403          403  200        403   403       401  GET /clubs/{club}/edit
                401       401    200          200  200        200   200       401  GET /clubs/{club}/members
                401       401    200          200  200        200   200       401  PUT /clubs/{club}/members/me
                401       401    204          204  204        204   204       401  DELETE /clubs/{club}/members/me
                401       401    403          403  204        403   403       401  DELETE /clubs/{club}/members/{guest}
                401       401    404          404  404        404   404       401  DELETE /clubs/{club}/members/{nothing}
                401       401    403          403  200        403   403       401  GET /clubs/{club}/requests
                401       401    403          403  204        403   403       401  POST /clubs/{club}/requests/{asking}/approve
                401       401    404          404  404        404   404       401  POST /clubs/{club}/requests/{nothing}/approve
                401       401    403          403  204        403   403       401  POST /clubs/{club}/requests/{asking}/decline
                401       401    404          404  404        404   404       401  POST /clubs/{club}/requests/{nothing}/decline
                401       401    403          403  204        403   403       401  PUT /clubs/{club}/hosts/{guest}
                401       401    404          404  404        404   404       401  PUT /clubs/{club}/hosts/{nothing}
                401       401    403          403  204        403   403       401  DELETE /clubs/{club}/hosts/{coHost}
                401       401    404          404  404        404   404       401  DELETE /clubs/{club}/hosts/{nothing}

            # Clubs that are not there
                404       404    404          404  404        404   404       404  GET /clubs/{nothing}
                401       401    404          404  404        404   404       401  PUT /clubs/{nothing}
                401       401    404          404  404        404   404       401  DELETE /clubs/{nothing}
                401       401    404          404  404        404   404       401  GET /clubs/{nothing}/edit
                401       401    404          404  404        404   404       401  GET /clubs/{nothing}/members
                401       401    404          404  404        404   404       401  PUT /clubs/{nothing}/members/me
                401       401    404          404  404        404   404       401  DELETE /clubs/{nothing}/members/me
                401       401    404          404  404        404   404       401  DELETE /clubs/{nothing}/members/{guest}
                401       401    404          404  404        404   404       401  GET /clubs/{nothing}/requests
                401       401    404          404  404        404   404       401  POST /clubs/{nothing}/requests/{guest}/approve
                401       401    404          404  404        404   404       401  POST /clubs/{nothing}/requests/{guest}/decline
                401       401    404          404  404        404   404       401  PUT /clubs/{nothing}/hosts/{guest}
                401       401    404          404  404        404   404       401  DELETE /clubs/{nothing}/hosts/{guest}
                404       404    404          404  404        404   404       404  GET /clubs/{nothing}/events
                401       401    404          404  404        404   404       401  POST /clubs/{nothing}/events
                401       401    404          404  404        404   404       401  GET /clubs/{nothing}/events/new
                404       404    404          404  404        404   404       404  GET /clubs/{nothing}/calendar.ics

            # Events
                200       200    200          200  200        200   200       200  GET /clubs/{club}/events
                401       401    403          403  201        403   403       401  POST /clubs/{club}/events
                401       401    403          403  200        403   403       401  GET /clubs/{club}/events/new
                200       200    200          200  200        200   200       200  GET /clubs/{club}/calendar.ics
                200       200    200          200  200        200   200       200  GET /events
                200       200    200          200  200        200   200       200  GET /events/{publicEvent}
                401       401    403          403  200        403   403       401  PUT /events/{publicEvent}
                401       401    403          403  200        403   403       401  GET /events/{publicEvent}/edit
                401       401    403          403  200        403   403       401  POST /events/{publicEvent}/cancel
                200       200    200          200  200        200   200       200  GET /events/{publicEvent}/calendar.ics
                404       404    200          404  200        404   404       404  GET /events/{clubEvent}
                401       401    403          404  200        404   404       401  PUT /events/{clubEvent}
                401       401    403          404  200        404   404       401  GET /events/{clubEvent}/edit
                401       401    403          404  200        404   404       401  POST /events/{clubEvent}/cancel
                404       404    200          404  200        404   404       404  GET /events/{clubEvent}/calendar.ics
                404       404    200          200  200        200   200       404  GET /events/{clubEventWithMySeat}
                404       404    200          200  200        200   200       404  GET /events/{clubEventWithMySeat}/calendar.ics

            # Seats
                401       401    200          200  200        200   200       401  PUT /events/{publicEvent}/rsvp
                401       401    200          404  200        404   404       401  PUT /events/{clubEvent}/rsvp
                401       401    200          200  200        200   200       401  DELETE /events/{publicEvent}/rsvp
                401       401    200          404  200        404   404       401  DELETE /events/{clubEvent}/rsvp
                401       401    200          200  200        200   200       401  DELETE /events/{clubEventWithMySeat}/rsvp
                401       401    409          409  409        409   409       401  POST /events/{publicEvent}/rsvp/accept
                401       401    409          404  409        404   404       401  POST /events/{clubEvent}/rsvp/accept
                401       401    200          200  200        200   200       401  POST /events/{publicEventWithMyOffer}/rsvp/accept
                401       401    200          200  200        200   200       401  POST /events/{clubEventWithMyOffer}/rsvp/accept
                401       401    404          404  404        404   404       401  GET /events/{publicEvent}/ticket
                401       401    404          404  404        404   404       401  GET /events/{clubEvent}/ticket
                401       401    200          200  200        200   200       401  GET /events/{publicEventWithMySeat}/ticket
                401       401    200          200  200        200   200       401  GET /events/{clubEventWithMySeat}/ticket
                401       401    200          200  200        200   200       401  GET /me/events
                401       401    200          200  200        200   200       401  POST /me/calendar
                400       400    200          200  200        200   200       400  GET /me/calendar.ics?token={myCalendar}
                400       400    200          200  200        200   200       400  GET /r/{myLinkToPublicEvent}
                400       400    200          400  200        400   400       400  GET /r/{myLinkToClubEvent}
                400       400    200          200  200        200   200       400  POST /r/{myLinkToPublicEvent}
                400       400    200          400  200        400   400       400  POST /r/{myLinkToClubEvent}

            # The door
                401       401    403          403  200        403   403       401  GET /events/{publicEvent}/rsvps
                401       401    403          403  200        403   403       401  GET /events/{publicEvent}/checkins?ticket={ticket}
                401       401    403          403  200        403   403       401  POST /events/{publicEvent}/checkins
                401       401    403          403  204        403   403       401  DELETE /events/{publicEvent}/checkins/{guest}
                401       401    404          404  404        404   404       401  DELETE /events/{publicEvent}/checkins/{nothing}
                401       401    403          404  200        404   404       401  GET /events/{clubEvent}/rsvps
                401       401    403          404  200        404   404       401  GET /events/{clubEvent}/checkins?ticket={ticket}
                401       401    403          404  200        404   404       401  POST /events/{clubEvent}/checkins
                401       401    403          404  204        404   404       401  DELETE /events/{clubEvent}/checkins/{guest}

            # Events that are not there
                404       404    404          404  404        404   404       404  GET /events/{noEvent}
                401       401    404          404  404        404   404       401  PUT /events/{noEvent}
                401       401    404          404  404        404   404       401  GET /events/{noEvent}/edit
                401       401    404          404  404        404   404       401  POST /events/{noEvent}/cancel
                404       404    404          404  404        404   404       404  GET /events/{noEvent}/calendar.ics
                401       401    404          404  404        404   404       401  PUT /events/{noEvent}/rsvp
                401       401    404          404  404        404   404       401  DELETE /events/{noEvent}/rsvp
                401       401    404          404  404        404   404       401  POST /events/{noEvent}/rsvp/accept
                401       401    404          404  404        404   404       401  GET /events/{noEvent}/ticket
                401       401    404          404  404        404   404       401  GET /events/{noEvent}/rsvps
                401       401    404          404  404        404   404       401  GET /events/{noEvent}/checkins?ticket={nothing}
                401       401    404          404  404        404   404       401  POST /events/{noEvent}/checkins
                401       401    404          404  404        404   404       401  DELETE /events/{noEvent}/checkins/{guest}
            """;

    /** What is sent along, so that a caller who may is answered by the deed and not by a complaint about a field. */
    private static final String BODIES = """
            POST   /signup                        {"email":"{newAddress}","name":"Ada","industry":"law","role":"Judge","city":"Lima","consent":true}
            POST   /signup/confirm                {"token":"{confirmation}"}
            POST   /waitlist/withdraw             {"token":"{status}"}
            POST   /signin                        {"email":"{newAddress}"}
            POST   /signin/confirm                {"token":"{signIn}"}
            POST   /admin/waitlist/decisions      {"decision":"approve","memberIds":["{waitingApplicant}"]}
            POST   /admin/members/{}/suspend      {"reason":"Sold lists of guests."}
            POST   /clubs                         {"name":"Night Owls","industry":"law","city":"Lima","timezone":"America/Lima","description":"Late.","joining":"open"}
            PUT    /clubs/{}                      {"name":"Night Owls","industry":"law","city":"Lima","timezone":"America/Lima","description":"Late.","joining":"open"}
            POST   /clubs/{}/events               {"title":"Supper","description":"","startsAt":"{soon}","timezone":"America/Lima","durationMinutes":90,"venue":{"name":"Central","address":"Calle 1","city":"Lima"},"capacity":12,"visibility":"club"}
            PUT    /events/{}                     {"title":"Supper","description":"","startsAt":"{soon}","timezone":"America/Lima","durationMinutes":90,"venue":{"name":"Central","address":"Calle 1","city":"Lima"},"capacity":12}
            POST   /events/{}/cancel              {"reason":"The kitchen burnt down."}
            POST   /events/{}/checkins            {"memberId":"{guest}"}
            POST   /r/{}                          {"answer":"going"}
            POST   /u/{}                          {"List-Unsubscribe":"One-Click"}
            PUT    /me/mail-preferences           {"reminders":true,"invitations":false,"suggestions":true}
            POST   /me/email                      {"email":"{newAddress}"}
            POST   /me/email/confirm              {"token":"{changeOfAddress}"}
            POST   /admin/suppressions/lift       {"email":"{newAddress}"}
            """;

    private enum Role {
        VISITOR,
        APPLICANT,
        MEMBER,
        OTHER_MEMBER,
        HOST,
        OTHER_HOST,
        ADMIN,
        SUSPENDED;

        static Role of(String heading) {
            return valueOf(heading.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    private record Row(String method, String path, Map<Role, Integer> expected) {
        /** As the template has it, but for the names in braces: here they tell which thing of that kind is meant. */
        String route() {
            return route(method, path);
        }

        static String route(String method, String path) {
            return method + " " + path.replaceAll("\\?.*", "").replaceAll("\\{\\w+}", "{}");
        }
    }

    private static final Path ROOT = Path.of(System.getProperty("clockout.root"));
    private static final MemberId GUEST = new MemberId("guest");
    private static final MemberId CO_HOST = new MemberId("co-host");
    private static final MemberId ASKING = new MemberId("asking");
    private static final int CAPACITY = 10;
    /** The version of a newcomer's links. */
    private static final int FIRST = 1;

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static Network network;
    private static Environment environment;
    private static Table table;
    private static People people;
    private static DerivedLinks links;

    @BeforeAll
    static void start() {
        // What follows from a change is told elsewhere; here it would only move what the next one asks for.
        network = Network.startWithout("OutboxFunction");
        environment = network.environment("RsvpFunction");
        table = new Table(environment);
        people = new People(table);
        links = Secrets.links(table, environment);
        commit(Stream.of(GUEST, CO_HOST, ASKING)
                .map(id -> people.arrive(person(id, Standing.APPROVED, false)))
                .toList());
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    @Test
    void shouldAnswerEveryRoleAtEveryRouteAsTheTableSays() {
        var cells = rows().stream()
                .flatMap(row -> row.expected().entrySet().stream().map(expected -> (Callable<Optional<String>>)
                        () -> new Cell(expected.getKey()).difference(row, expected.getValue())))
                .toList();

        assertThat(Network.together(cells).stream().flatMap(Optional::stream)).isEmpty();
    }

    @Test
    void shouldHaveARowForEveryRoute() {
        var routes = IoBudgetTest.paths(Template.read(ROOT.resolve("template.yaml"))).stream()
                .flatMap(path -> methods(path).map(method -> Row.route(method, path)))
                .collect(Collectors.toSet());

        assertThat(rows().stream().map(Row::route).collect(Collectors.toSet())).isEqualTo(routes);
    }

    /** What can be done at a path, as its function tells by itself. */
    private static Stream<String> methods(String path) {
        var reply = network.send(
                network.request(path.replaceAll("\\{\\w+}", "x")).method("OPTIONS", BodyPublishers.noBody()));
        assertThat(reply.status()).as("OPTIONS " + path).isEqualTo(204);
        var allowed = reply.response().headers().firstValue("allow").orElseThrow();
        return Stream.of(allowed.split(", ")).filter(method -> !method.equals("HEAD") && !method.equals("OPTIONS"));
    }

    private static List<Row> rows() {
        var lines = TABLE.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        var roles = Stream.of(lines.getFirst().split(" +")).map(Role::of).toList();
        assertThat(roles).containsExactly(Role.values());
        return lines.stream().skip(1).map(line -> row(roles, line.split(" +"))).toList();
    }

    private static Row row(List<Role> roles, String[] words) {
        assertThat(words).hasSize(roles.size() + 2);
        var expected = new EnumMap<Role, Integer>(Role.class);
        for (int i = 0; i < roles.size(); i++) {
            expected.put(roles.get(i), Integer.valueOf(words[i]));
        }
        return new Row(words[roles.size()], words[roles.size() + 1], expected);
    }

    private static @Nullable String body(String route) {
        return BODIES.lines()
                .map(line -> line.split(" +", 3))
                .filter(words -> route.equals(words[0] + " " + words[1]))
                .map(words -> words[2])
                .findFirst()
                .orElse(null);
    }

    /** One role that asks once: a person, a club and an event that no other cell knows of, made when the row names them. */
    private static final class Cell {
        private static final Pattern THING = Pattern.compile("\\{(\\w+)}");

        private final Role role;
        private final int number = NUMBERS.incrementAndGet();
        private final MemberId asker;
        private final Instant now = environment.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        private final Map<String, String> things = new HashMap<>();

        Cell(Role role) {
            this.role = role;
            this.asker = new MemberId("%s-%d".formatted(role, number));
        }

        /** Where the answer is another than expected, and what it was. */
        Optional<String> difference(Row row, int expected) {
            var reply = ask(row);
            return reply.status() == expected
                    ? Optional.empty()
                    : Optional.of("%s %s as %s: expected %d, got %d %s"
                            .formatted(row.method(), row.path(), role, expected, reply.status(), reply.text()));
        }

        private Reply ask(Row row) {
            var session = arrive();
            var body = body(row.route());
            var request = network.request(filled(row.path()))
                    .method(
                            row.method(),
                            body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(filled(body)));
            if (body != null) {
                request.header("Content-Type", "application/json").header("If-Match", "*");
            }
            session.ifPresent(token -> request.header("Authorization", "Bearer " + token));
            return network.send(request);
        }

        private String filled(String text) {
            return THING.matcher(text).replaceAll(found -> named(found.group(1)));
        }

        private String named(String thing) {
            var known = things.get(thing);
            if (known != null) {
                return known;
            }
            var made = make(thing);
            things.put(thing, made);
            return made;
        }

        private String make(String thing) {
            return switch (thing) {
                case "nothing" -> "nothing";
                case "noEvent" ->
                    EventId.random(new Slug("nothing"), environment.random()).value();
                case "newAddress" -> address("new-" + number).value();
                case "soon" ->
                    LocalDateTime.ofInstant(now.plus(Duration.ofDays(2)), ZoneOffset.UTC)
                            .truncatedTo(ChronoUnit.MINUTES)
                            .toString();
                case "confirmation" -> confirmation();
                case "status" -> status();
                case "signIn" -> signIn();
                case "decision" -> decision();
                case "member" -> another(Standing.APPROVED, false);
                case "anAdmin" -> another(Standing.APPROVED, true);
                case "waitingApplicant" -> another(Standing.WAITING, false);
                case "suspendedMember" -> another(Standing.SUSPENDED, false);
                case "club" -> club().value();
                case "guest" -> GUEST.value();
                case "coHost" -> CO_HOST.value();
                case "asking" -> ASKING.value();
                case "publicEvent" -> event(Visibility.PUBLIC, null).value();
                case "publicEventWithMySeat" ->
                    event(Visibility.PUBLIC, Rsvp.Status.CONFIRMED).value();
                case "publicEventWithMyOffer" ->
                    event(Visibility.PUBLIC, Rsvp.Status.OFFERED).value();
                case "clubEvent" -> event(Visibility.CLUB, null).value();
                case "clubEventWithMySeat" ->
                    event(Visibility.CLUB, Rsvp.Status.CONFIRMED).value();
                case "clubEventWithMyOffer" ->
                    event(Visibility.CLUB, Rsvp.Status.OFFERED).value();
                case "ticket" -> ticket();
                case "myLinkToPublicEvent" -> answerLink(event(Visibility.PUBLIC, null));
                case "myLinkToClubEvent" -> answerLink(event(Visibility.CLUB, null));
                case "myCalendar" -> calendar();
                case "myLinkToStopMails" -> new UnsubscribeTokens(links).token(asker, MailChoice.REMINDERS, FIRST);
                case "changeOfAddress" -> changeOfAddress();
                default -> throw new IllegalArgumentException("The table names a " + thing + ".");
            };
        }

        // Who asks

        /** A caller of this role, with a session; visitors have none. */
        private Optional<String> arrive() {
            if (role == Role.VISITOR) {
                return Optional.empty();
            }
            var sessions = new Sessions(table, environment.clock());
            var token = sessions.token(asker, environment.random());
            var yesterday = now.minus(Duration.ofDays(1));
            var standing = role == Role.APPLICANT ? Standing.WAITING : Standing.APPROVED;
            var caller = person(asker, standing, role == Role.ADMIN);
            commit(List.of(people.arrive(caller), sessions.begin(asker, token, yesterday.plus(Sessions.LIFE))));
            switch (role) {
                case OTHER_MEMBER -> commit(found(new Slug("other-" + number), CO_HOST, List.of(asker)));
                case OTHER_HOST -> commit(found(new Slug("other-" + number), asker, List.of()));
                case SUSPENDED -> commit(List.of(people.suspend(caller, now)));
                case VISITOR, APPLICANT, MEMBER, HOST, ADMIN -> {}
            }
            return Optional.of(token);
        }

        private String another(Standing standing, boolean admin) {
            var id = new MemberId("member-" + number);
            commit(List.of(people.arrive(person(id, standing, admin))));
            return id.value();
        }

        // Clubs

        private Slug club() {
            var slug = new Slug("club-" + number);
            var first = role == Role.HOST ? asker : CO_HOST;
            var writes = new ArrayList<>(found(
                    slug,
                    first,
                    switch (role) {
                        case HOST -> List.of(GUEST, CO_HOST);
                        case MEMBER, SUSPENDED -> List.of(GUEST, asker);
                        case VISITOR, APPLICANT, OTHER_MEMBER, OTHER_HOST, ADMIN -> List.of(GUEST);
                    }));
            writes.add(new MembershipStore(table).enter(new Membership(slug, ASKING, Membership.State.REQUESTED, now)));
            commit(writes);
            return slug;
        }

        /** A club with its first host and members; the co-host runs it with the first one. */
        private List<Write> found(Slug slug, MemberId host, List<MemberId> others) {
            var members = Stream.concat(Stream.of(host), others.stream()).toList();
            var hosts = members.stream()
                    .filter(member -> member.equals(host) || member.equals(CO_HOST))
                    .map(member -> new Club.Host(member, member.value()))
                    .toList();
            var writes = new ArrayList<Write>();
            writes.add(new ClubStore(table)
                    .found(new Club(
                            slug,
                            "Night Owls",
                            Industry.LAW,
                            "Lima",
                            ZoneId.of("America/Lima"),
                            "",
                            Club.Joining.APPROVAL,
                            hosts,
                            members.size(),
                            1,
                            now,
                            null)));
            members.forEach(member -> writes.add(
                    new MembershipStore(table).enter(new Membership(slug, member, Membership.State.MEMBER, now))));
            return writes;
        }

        // Events

        /**
         * An event of the club where the guest has a seat, and who asks has one, is offered one or did not answer. Two hours
         * before its start the door is open, and an offer still holds.
         */
        private EventId event(Visibility visibility, Rsvp.@Nullable Status mine) {
            var id = EventId.random(new Slug(named("club")), environment.random());
            var startsAt = now.plus(Duration.ofHours(2));
            var event = new Event(
                    id,
                    "Supper",
                    "",
                    LocalDateTime.ofInstant(startsAt, ZoneOffset.UTC),
                    ZoneId.of("UTC"),
                    startsAt,
                    120,
                    new Event.Venue("Central", "Calle 1", "Lima"),
                    visibility,
                    0,
                    1,
                    now,
                    null);
            var seats = new SeatStore(table, new Seats(table), new QueueStore(table));
            var club = new Clubs(table).find(id.club()).orElseThrow();
            commit(new Events(table).announce(event, CAPACITY, club, now));
            var writes = new ArrayList<Write>();
            writes.add(seats.answer(rsvp(id, GUEST, Rsvp.Status.CONFIRMED)));
            if (mine != null) {
                writes.add(seats.answer(rsvp(id, asker, mine)));
            }
            writes.add(seats.recount(
                    seats.count(id).orElseThrow(),
                    mine == Rsvp.Status.CONFIRMED ? 2 : 1,
                    mine == Rsvp.Status.OFFERED ? 1 : 0,
                    0));
            commit(writes);
            things.put("event", id.value());
            return id;
        }

        private Rsvp rsvp(EventId event, MemberId member, Rsvp.Status status) {
            var expiresAt = status == Rsvp.Status.OFFERED ? now.plus(Duration.ofMinutes(30)) : null;
            return new Rsvp(event, member, member.value(), status, now, now, 0, expiresAt, null);
        }

        // Links

        private String ticket() {
            var event = new EventId(Objects.requireNonNull(things.get("event")));
            return SeatTokens.tickets(links).token(event, GUEST, FIRST);
        }

        private String answerLink(EventId event) {
            return SeatTokens.answers(links).token(event, asker, FIRST);
        }

        /** As the page with the own events gives it. */
        private String calendar() {
            int version = FIRST * 1_000_000 + new OwnCalendarStore(table).version(asker);
            return links.token(Purpose.OWN_CALENDAR, asker.value(), version);
        }

        private String signIn() {
            var token = Ids.secret(environment.random());
            commit(List.of(new Links(table).issue(token, Link.Purpose.SIGN_IN, named("member"), "/", now)));
            return token;
        }

        private String changeOfAddress() {
            var token = Ids.secret(environment.random());
            var member = new MemberId(named("member"));
            var change = new AddressChange("request", member, address("moved-" + number));
            var addresses = new Addresses(table);
            var subject = change.email().hash() + "/request";
            commit(List.of(
                    addresses.take(address(member.value()).hash(), member, now),
                    addresses.askToChange(change, now),
                    new Links(table).issue(token, Link.Purpose.CHANGE_ADDRESS, subject, "/me/email", now)));
            return token;
        }

        private String confirmation() {
            var token = Ids.secret(environment.random());
            var email = address("new-" + number);
            var application = new Application("request", email, details(email.value()), now);
            commit(List.of(
                    new Addresses(table).apply(application),
                    new Links(table).issue(token, Link.Purpose.CONFIRM_ADDRESS, email.hash() + "/request", "/", now)));
            return token;
        }

        private String status() {
            var waiting = person(new MemberId("waiting-" + number), Standing.WAITING, false);
            var waitlist = new Waitlist(table);
            commit(List.of(
                    people.arrive(waiting),
                    new Addresses(table).take(waiting.email().hash(), waiting.id(), now),
                    waitlist.enter(waiting),
                    waitlist.count(waiting.place().bucket(), 1)));
            return links.token(Purpose.WAITLIST_STATUS, waiting.id().value(), FIRST);
        }

        private String decision() {
            var decision = new DecisionStore.Decision("decision-" + number, Standing.APPROVED, asker, now, 1);
            commit(new DecisionStore(table).make(decision, List.of(GUEST)));
            return decision.id();
        }
    }

    private static Person person(MemberId id, Standing standing, boolean admin) {
        var now = environment.clock().instant();
        var place = new Place(NUMBERS.incrementAndGet());
        return new Person(
                id, address(id.value()), details(id.value()), standing, admin, false, now, place, FIRST, now, true);
    }

    private static EmailAddress address(String name) {
        return new EmailAddress(name.toLowerCase(Locale.ROOT) + "@example.com");
    }

    private static Details details(String name) {
        return new Details(name, Industry.LAW, "Judge", "Lima", ZoneId.of("America/Lima"), "", List.of(), List.of());
    }

    private static void commit(List<Write> writes) {
        assertThat(table.commit(writes).done()).isTrue();
    }
}
