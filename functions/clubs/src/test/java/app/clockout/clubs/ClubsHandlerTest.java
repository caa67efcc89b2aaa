package app.clockout.clubs;

import static app.clockout.local.testing.HttpAnswers.badFields;
import static app.clockout.local.testing.HttpAnswers.json;
import static app.clockout.local.testing.HttpAnswers.location;
import static app.clockout.local.testing.HttpAnswers.nothing;
import static app.clockout.local.testing.HttpAnswers.page;
import static app.clockout.local.testing.HttpAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Club;
import app.clockout.domain.Details;
import app.clockout.domain.Event.Visibility;
import app.clockout.domain.EventId;
import app.clockout.domain.Industry;
import app.clockout.domain.Person;
import app.clockout.local.emulators.Meter;
import app.clockout.local.testing.HttpAnswers;
import app.clockout.local.testing.HttpEventBuilder;
import app.clockout.local.testing.LambdaEvents;
import app.clockout.local.testing.PersonBuilder;
import app.clockout.table.EventList;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClubsHandlerTest {
    private static final String PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final String WORDS = """
        {"name":"Malmö Design","industry":"design","city":"Malmö","timezone":"Europe/Stockholm",
         "description":"Makers <b>of things</b>\\r\\nthat last.","joining":"open"}\
        """;

    private final ClubFixture fixture = new ClubFixture();
    private final ClubsHandler handler = new ClubsHandler(fixture.environment);
    private final Person maya = fixture.member("maya");
    private final Person ben = fixture.member("ben");
    private final String host = fixture.session(maya);
    private final String other = fixture.session(ben);

    @Test
    void shouldTakeItsSampleEventFromSomebodyWhoIsNotSignedIn() {
        var answer = handler.handleRequest(LambdaEvents.read("clubs-http", APIGatewayV2HTTPEvent.class), null);

        // The sample's token is nobody's here.
        assertThat(answer.getStatusCode()).isEqualTo(401);
    }

    @Test
    void shouldFoundAClubAndShowIt() {
        var founded = ask(as(host, "POST", "/clubs").json(WORDS));

        var expected = HttpAnswers.json("""
            {"slug":"malmo-design","name":"Malmö Design","industry":"design","city":"Malmö",
             "timezone":"Europe/Stockholm","description":"Makers <b>of things</b>\\nthat last.",
             "joining":"open","memberCount":1,"hosts":[{"memberId":"maya","name":"maya"}],
             "viewer":{"membership":"member","host":true}}\
            """);
        assertThat(json(201, founded)).isEqualTo(expected);
        assertThat(founded.getHeaders())
                .containsEntry("Location", "/clubs/malmo-design")
                .containsKey("ETag");

        var shown = ask(as(host, "GET", "/clubs/malmo-design"));
        assertThat(json(200, shown)).isEqualTo(expected);
        assertThat(shown.getHeaders())
                .containsEntry("ETag", founded.getHeaders().get("ETag"));
        assertThat(json(200, ask(event("GET", "/clubs/malmo-design"))).get("viewer"))
                .isEqualTo(HttpAnswers.json("{\"membership\":\"none\",\"host\":false}"));
        assertThat(page(200, ask(event("GET", "/clubs/malmo-design").accept(PAGE))))
                .contains("&lt;b", "/signin?next=/clubs/malmo-design")
                .doesNotContain("<b>of", "For hosts", "<script");
    }

    @Test
    void shouldFoundAClubByItsForm() {
        var form = page(200, ask(as(host, "GET", "/clubs/new").accept(PAGE)));
        assertThat(form).contains("value=\"Europe/Stockholm\"", "name=\"idempotencyKey\"", "action=\"/clubs\"");

        var wrong = ask(as(host, "POST", "/clubs")
                .accept(PAGE)
                .form("name", "Chairs & <tables>", "industry", "gardening", "idempotencyKey", "k1"));
        assertThat(page(422, wrong))
                .contains("Chairs &amp; &lt;tables>", "value=\"k1\"", "id=\"industry-error\"", "id=\"city-error\"");

        String[] good = {
            "name",
            "Chairs",
            "industry",
            "design",
            "city",
            "Malmö",
            "timezone",
            "Europe/Stockholm",
            "description",
            "Sit.",
            "joining",
            "approval",
            "idempotencyKey",
            "k1"
        };
        assertThat(location(ask(as(host, "POST", "/clubs").accept(PAGE).form(good))))
                .isEqualTo("/clubs/chairs");
        assertThat(location(ask(as(host, "POST", "/clubs").accept(PAGE).form(good))))
                .isEqualTo("/clubs/chairs");
        assertThat(fixture.found(ClubListStore.Filter.NONE)).containsExactly("Chairs");
    }

    @Test
    void shouldSuggestTheClockOfTheCityWhereTheFoundersIsNotKnown() {
        var details = new Details("noor", Industry.LAW, "Lawyer", "दिल्ली", null, "", List.of(), List.of());
        var noor = PersonBuilder.person("noor", fixture.now()).details(details).build();
        fixture.table.commit(fixture.people.arrive(noor));
        var session = fixture.session(noor);

        assertThat(page(200, ask(as(session, "GET", "/clubs/new").accept(PAGE))))
                .contains("value=\"Asia/Kolkata\" maxlength", "Suggested from the city");
        assertThat(page(422, ask(as(session, "POST", "/clubs").accept(PAGE).form("name", "Chairs", "city", "Boston"))))
                .contains("value=\"America/New_York\" maxlength", "Suggested from the city", "id=\"timezone-error\"");
        assertThat(page(422, ask(as(session, "POST", "/clubs").accept(PAGE).form("city", "Boston", "timezone", "x"))))
                .contains("value=\"x\"")
                .doesNotContain("Suggested");
        assertThat(badFields(ask(as(session, "POST", "/clubs").json("{\"city\": \"Boston\"}"))))
                .contains("timezone");
    }

    @Test
    void shouldNameEveryBadField() {
        assertThat(badFields(ask(as(host, "POST", "/clubs").json("{}"))))
                .containsExactlyInAnyOrder("name", "industry", "city", "timezone", "description", "joining");
        var long80 = "x".repeat(81);
        assertThat(badFields(ask(as(host, "POST", "/clubs").json("""
            {"name":"%s","industry":"none","city":7,"timezone":"+02:00","description":"%s","joining":"ask"}
            """.formatted(long80, "x".repeat(4001))))))
                .containsExactlyInAnyOrder("name", "industry", "city", "timezone", "description", "joining");
        assertThat(badFields(ask(as(host, "POST", "/clubs")
                        .header("Idempotency-Key", "no spaces")
                        .json(WORDS))))
                .containsExactly("idempotencyKey");
    }

    @Test
    void shouldAnswerARepeatedRequestOnceAndLimitTheFoundings() {
        var first = json(
                201,
                ask(as(host, "POST", "/clubs").header("Idempotency-Key", "k").json(WORDS)));
        assertThat(json(
                        201,
                        ask(as(host, "POST", "/clubs")
                                .header("Idempotency-Key", "k")
                                .json(WORDS))))
                .isEqualTo(first);
        assertThat(badFields(ask(as(host, "POST", "/clubs")
                        .header("Idempotency-Key", "k")
                        .json(WORDS.replace("Design\"", "Designs\"")))))
                .containsExactly("idempotencyKey");

        json(201, ask(as(host, "POST", "/clubs").json(WORDS)));
        json(201, ask(as(host, "POST", "/clubs").json(WORDS)));
        var tooMany = ask(as(host, "POST", "/clubs").json(WORDS));
        problem(429, "too-many-requests", tooMany);
        assertThat(tooMany.getHeaders())
                .containsEntry("Retry-After", Long.toString(Duration.ofDays(30).toSeconds()));
    }

    @Test
    void shouldEditTheVersionThatWasSeen() {
        var club = fixture.open(maya);
        var path = "/clubs/" + club.slug();
        fixture.join(club, ben);
        var tag = Objects.requireNonNull(ask(as(host, "GET", path)).getHeaders().get("ETag"));

        // In the order in which errors are told.
        problem(401, "unauthenticated", ask(event("PUT", path).json("{}")));
        problem(404, "not-found", ask(as(host, "PUT", "/clubs/nowhere").json(WORDS)));
        problem(403, "forbidden", ask(as(other, "PUT", path).json("{}")));
        problem(422, "validation", ask(as(host, "PUT", path).json("{}")));
        problem(428, "precondition-required", ask(as(host, "PUT", path).json(WORDS)));
        problem(
                412,
                "precondition-failed",
                ask(as(host, "PUT", path).header("If-Match", "\"7\"").json(WORDS)));

        var edited = ask(as(host, "PUT", path).header("If-Match", tag).json(WORDS));
        assertThat(json(200, edited).get("name").asText()).isEqualTo("Malmö Design");
        assertThat(json(200, edited).get("memberCount").asInt()).isEqualTo(2);
        assertThat(json(200, edited).get("slug").asText()).isEqualTo("open-studio");
        assertThat(edited.getHeaders().get("ETag")).isNotEqualTo(tag);
        assertThat(ask(as(other, "GET", path)).getHeaders().get("ETag"))
                .isEqualTo(edited.getHeaders().get("ETag"));
        problem(
                412,
                "precondition-failed",
                ask(as(host, "PUT", path).header("If-Match", tag).json(WORDS.replace("Malmö Design", "Lund Design"))));
        // What is so already is no change, whatever the version (RFC 9110, 13.1.1), but says that there is one.
        var again = ask(as(host, "PUT", path).header("If-Match", tag).json(WORDS));
        assertThat(json(200, again).get("name").asText()).isEqualTo("Malmö Design");
        assertThat(again.getHeaders().get("ETag")).isEqualTo(edited.getHeaders().get("ETag"));
        problem(428, "precondition-required", ask(as(host, "PUT", path).json(WORDS)));
        assertThat(json(200, ask(as(host, "PUT", path).header("If-Match", "*").json(WORDS)))
                        .get("name")
                        .asText())
                .isEqualTo("Malmö Design");
        assertThat(fixture.found(ClubListStore.Filter.NONE)).containsExactly("Malmö Design");
    }

    @Test
    void shouldMoveTheTagOnlyWithWhatIsEdited() {
        var club = fixture.open(maya);
        var path = "/clubs/" + club.slug();
        var tag = ask(as(host, "GET", path)).getHeaders().get("ETag");

        fixture.join(club, ben);
        fixture.makeHost(club, ben);

        assertThat(ask(as(host, "GET", path)).getHeaders().get("ETag")).isEqualTo(tag);
    }

    /** The form of a club as a host fills it in, behind the fields that the page sends along. */
    private static String[] form(String name, String... sentAlong) {
        var typed = List.of(
                "name",
                name,
                "industry",
                "law",
                "city",
                "Lund",
                "timezone",
                "Europe/Stockholm",
                "description",
                "Sit & talk.",
                "joining",
                "approval");
        return Stream.concat(Stream.of(sentAlong), typed.stream()).toArray(String[]::new);
    }

    @Test
    void shouldEditByItsForm() {
        var club = fixture.open(maya);
        var path = "/clubs/" + club.slug();
        var form = page(200, ask(as(host, "GET", path + "/edit").accept(PAGE)));
        assertThat(form).contains("value=\"Open studio\"", "name=\"ifMatch\" value=\"1\"", "Makers of things");
        problem(403, "forbidden", ask(as(other, "GET", path + "/edit")));

        var fields = form("Shut studio", "_method", "put", "ifMatch", "1");
        assertThat(page(422, ask(as(host, "POST", path).accept(PAGE).form("_method", "put", "ifMatch", "1"))))
                .contains("name=\"ifMatch\" value=\"1\"");
        assertThat(location(ask(as(host, "POST", path).accept(PAGE).form(fields))))
                .isEqualTo(path);
        assertThat(location(ask(as(host, "POST", path).accept(PAGE).form(fields))))
                .as("a second click")
                .isEqualTo(path);
        assertThat(fixture.now(club).name()).isEqualTo("Shut studio");
    }

    @Test
    void shouldShowBothWhereAnotherHostChangedItMeanwhile() {
        var club = fixture.open(maya);
        var path = "/clubs/" + club.slug();
        ask(as(host, "PUT", path).header("If-Match", "\"1\"").json(WORDS));
        var fields = form("Mine & <yours>", "_method", "put", "ifMatch", "1");

        var again = page(412, ask(as(host, "POST", path).accept(PAGE).form(fields)));

        assertThat(again)
                .contains(
                        "<title>Error: ",
                        "There is a problem",
                        "value=\"Mine &amp; &lt;yours>\"",
                        "It now says: <q class=\"text\">Malmö Design</q>",
                        "It now says: <q class=\"text\">Malmö</q>",
                        "name=\"ifMatch\" value=\"2\"")
                .doesNotContain("It now says: <q class=\"text\">Europe/Stockholm</q>");
        fields = form("Mine & <yours>", "_method", "put", "ifMatch", "2");
        assertThat(location(ask(as(host, "POST", path).accept(PAGE).form(fields))))
                .isEqualTo(path);
        assertThat(fixture.now(club).city()).isEqualTo("Lund");
    }

    @Test
    void shouldBringTheFormBackWithAFreshKeyWhereTheOldOneIsUsed() {
        var fields = form("First", "idempotencyKey", "k1");
        assertThat(location(ask(as(host, "POST", "/clubs").accept(PAGE).form(fields))))
                .isEqualTo("/clubs/first");

        var again =
                page(422, ask(as(host, "POST", "/clubs").accept(PAGE).form(form("Second", "idempotencyKey", "k1"))));

        assertThat(again)
                .contains(
                        "value=\"Second\"",
                        "There is a problem",
                        "You started a club with this form already.",
                        "<a href=\"/clubs/first\">See what it made</a>",
                        "<a href=\"/clubs/first/edit\">Change that instead</a>")
                .doesNotContain("name=\"idempotencyKey\" value=\"k1\"");
        var wrong = page(422, ask(as(host, "POST", "/clubs").accept(PAGE).form(form("", "idempotencyKey", "k1"))));
        assertThat(wrong).contains("You started a club with this form already.", "Name: Please fill this in.");
    }

    @Test
    void shouldKeepWhatWasTypedThroughTheLimitAndTheSignIn() {
        var fields = form("Fourth");
        for (var name : List.of("One", "Two", "Three")) {
            ask(as(host, "POST", "/clubs").accept(PAGE).form(form(name)));
        }

        var limited = ask(as(host, "POST", "/clubs").accept(PAGE).form(fields));
        assertThat(page(429, limited)).contains("value=\"Fourth\"", "Sit &amp; talk.", "There is a problem");
        assertThat(limited.getHeaders()).containsKey("Retry-After");

        var unknown = page(401, ask(event("POST", "/clubs").accept(PAGE).form(fields)));
        assertThat(unknown)
                .contains(
                        "name=\"next\" value=\"/clubs/new\"",
                        "name=\"kept\" value=\"/clubs\"",
                        "name=\"kept.name\" value=\"Fourth\"",
                        "<form method=\"post\" action=\"/clubs\"",
                        "name=\"name\" value=\"Fourth\"");
    }

    @Test
    void shouldListTheComingEventsUnderTheClubsIndustry() {
        var club = fixture.open(maya);
        var event = fixture.announce(club, fixture.now().plus(Duration.ofDays(2)), Visibility.PUBLIC);

        json(
                200,
                ask(as(host, "PUT", "/clubs/" + club.slug())
                        .header("If-Match", "*")
                        .json(WORDS.replace("\"design\"", "\"law\""))));

        assertThat(eventsOf(Industry.DESIGN)).isEmpty();
        assertThat(eventsOf(Industry.LAW)).containsExactly(event);
    }

    private List<EventId> eventsOf(Industry industry) {
        return fixture.eventList
                .publicOnes(new EventList.Filter(industry, null), fixture.now(), null, 10)
                .events();
    }

    @Test
    void shouldCloseAClubForEverybody() {
        var club = fixture.open(maya);
        var path = "/clubs/" + club.slug();
        fixture.join(club, ben);

        problem(403, "forbidden", ask(as(other, "DELETE", path)));
        nothing(204, ask(as(host, "DELETE", path)));

        problem(404, "not-found", ask(as(host, "DELETE", path)));
        problem(404, "not-found", ask(event("GET", path)));
        problem(404, "not-found", ask(as(other, "GET", path + "/members")));
        assertThat(json(200, ask(event("GET", "/clubs"))).get("items").size()).isZero();
    }

    @Test
    void shouldJoinLeaveAndKeepTheLastHost() {
        var club = fixture.open(maya);
        var me = "/clubs/" + club.slug() + "/members/me";

        problem(401, "unauthenticated", ask(event("PUT", me)));
        problem(404, "not-found", ask(as(other, "PUT", "/clubs/nowhere/members/me")));
        for (int again = 0; again < 2; again++) {
            assertThat(json(200, ask(as(other, "PUT", me)))).isEqualTo(HttpAnswers.json("{\"membership\":\"member\"}"));
        }
        for (int again = 0; again < 2; again++) {
            nothing(204, ask(as(other, "DELETE", me)));
        }
        problem(409, "conflict", ask(as(host, "DELETE", me)));
        assertThat(location(ask(as(other, "POST", me).accept(PAGE).form("_method", "put"))))
                .isEqualTo("/clubs/open-studio");
        assertThat(page(200, ask(as(other, "GET", "/clubs/open-studio").accept(PAGE))))
                .contains("You are a member", "Leave this club")
                .doesNotContain("For hosts", "Join this club");
        assertThat(page(200, ask(as(host, "GET", "/clubs/open-studio").accept(PAGE))))
                .contains("You run this club", "For hosts", "Close this club", "/clubs/open-studio/events/new")
                .doesNotContain("Leave this club");
    }

    @Test
    void shouldTellAHostNoNamesByIdsOfOthers() {
        var club = fixture.byApproval(maya);
        var path = "/clubs/" + club.slug();
        fixture.member("secretive");

        for (var done : List.of("removed", "made-host", "unmade-host", "approved", "declined", "nonsense")) {
            for (var list : List.of("/members", "/requests")) {
                var html = page(
                        200,
                        ask(as(host, "GET", path + list + "?done=" + done + "&about=secretive")
                                .accept(PAGE)));
                assertThat(html).doesNotContain("<bdi>secretive</bdi>");
            }
        }
        for (var act : List.of("/requests/secretive/decline", "/members/secretive", "/hosts/secretive")) {
            var asked = as(host, "POST", path + act).accept(PAGE);
            page(
                    404,
                    ask(
                            act.endsWith("decline")
                                    ? asked.form("ask", "yes")
                                    : asked.form("ask", "yes", "_method", "delete")));
        }
        problem(403, "forbidden", ask(as(other, "POST", path).form("ask", "yes", "_method", "delete")));
        page(403, ask(as(other, "POST", path).accept(PAGE).form("ask", "yes", "_method", "delete")));
    }

    @Test
    void shouldAskAndDecide() {
        var club = fixture.byApproval(maya);
        var path = "/clubs/" + club.slug();
        var eve = fixture.member("eve");
        fixture.join(club, eve);

        assertThat(json(200, ask(as(other, "PUT", path + "/members/me"))))
                .isEqualTo(HttpAnswers.json("{\"membership\":\"requested\"}"));
        assertThat(json(200, ask(as(other, "GET", path))).get("viewer"))
                .isEqualTo(HttpAnswers.json("{\"membership\":\"requested\",\"host\":false}"));
        assertThat(page(200, ask(as(other, "GET", path).accept(PAGE)))).contains("Take the request back");
        assertThat(page(200, ask(as(host, "GET", path).accept(PAGE)))).contains("Requests to join (2)");

        problem(403, "forbidden", ask(as(other, "GET", path + "/requests")));
        var requests = json(200, ask(as(host, "GET", path + "/requests")));
        assertThat(names(requests, "memberId")).containsExactlyInAnyOrder("eve", "ben");
        assertThat(requests.get("items")).contains(HttpAnswers.json("""
            {"memberId":"eve","name":"eve","role":"Product designer","city":"Malmö",
             "headline":"Chairs you can repair","requestedAt":"2027-01-11T09:00:01Z"}\
            """));
        assertThat(page(200, ask(as(host, "GET", path + "/requests").accept(PAGE))))
                .contains(path + "/requests/ben/approve", path + "/requests/eve/decline");

        problem(403, "forbidden", ask(as(other, "POST", path + "/requests/ben/approve")));
        problem(404, "not-found", ask(as(other, "POST", path + "/requests/nobody/approve")));
        problem(404, "not-found", ask(as(host, "POST", path + "/requests/nobody/approve")));
        nothing(204, ask(as(host, "POST", path + "/requests/ben/approve")));
        nothing(204, ask(as(host, "POST", path + "/requests/ben/approve")));
        problem(409, "conflict", ask(as(host, "POST", path + "/requests/ben/decline")));
        assertThat(location(ask(as(host, "POST", path + "/requests/eve/decline")
                        .accept(PAGE)
                        .form())))
                .isEqualTo(path + "/requests?done=declined&about=eve");
        assertThat(json(200, ask(as(other, "GET", path)))
                        .get("viewer")
                        .get("membership")
                        .asText())
                .isEqualTo("member");

        var evesSession = fixture.session(eve);
        problem(409, "conflict", ask(as(evesSession, "PUT", path + "/members/me")));
        assertThat(json(200, ask(as(evesSession, "GET", path)))
                        .get("viewer")
                        .get("membership")
                        .asText())
                .isEqualTo("none");
        assertThat(page(200, ask(as(evesSession, "GET", path).accept(PAGE))))
                .contains("You can ask again from 2027-02-10 on");
    }

    @Test
    void shouldListMembersLongestFirstToMembersOfTheNetwork() {
        var club = fixture.open(maya);
        var path = "/clubs/" + club.slug() + "/members";
        var eve = fixture.member("eve");
        var zoe = fixture.member("zoe");
        fixture.join(club, zoe, eve, ben);
        fixture.suspend(eve);

        problem(401, "unauthenticated", ask(event("GET", path)));
        var members = json(200, ask(as(fixture.session(fixture.member("stranger")), "GET", path)));
        assertThat(members.get("items"))
                .extracting(item -> item.get("memberId").asText())
                .containsExactly("maya", "zoe", "ben");
        assertThat(members.get("items").get(1)).isEqualTo(HttpAnswers.json("""
            {"memberId":"zoe","name":"zoe","role":"Product designer","city":"Malmö","host":false,
             "joinedAt":"2027-01-11T09:00:01Z"}\
            """));
        assertThat(members.get("items").get(0).get("host").asBoolean()).isTrue();
        assertThat(page(200, ask(as(host, "GET", path).accept(PAGE))))
                .contains("/clubs/open-studio/hosts/ben", path + "/ben");
        assertThat(page(200, ask(as(other, "GET", path).accept(PAGE)))).doesNotContain("Make host", "Remove");

        assertThat(walk(path + "?limit=1", other, "memberId")).containsExactly("maya", "zoe", "ben");
        problem(422, "validation", ask(as(other, "GET", path + "?limit=0")));
        problem(400, "unreadable", ask(as(other, "GET", path + "?cursor=nonsense")));
    }

    @Test
    void shouldRunAClubTogether() {
        var club = fixture.open(maya);
        var path = "/clubs/" + club.slug();
        fixture.member("eve");
        fixture.join(club, ben);

        problem(403, "forbidden", ask(as(other, "PUT", path + "/hosts/ben")));
        problem(404, "not-found", ask(as(host, "PUT", path + "/hosts/nobody")));
        problem(409, "conflict", ask(as(host, "PUT", path + "/hosts/eve")));
        nothing(204, ask(as(host, "PUT", path + "/hosts/ben")));
        nothing(204, ask(as(host, "PUT", path + "/hosts/ben")));
        assertThat(json(200, ask(event("GET", path))).get("hosts")).isEqualTo(HttpAnswers.json("""
            [{"memberId":"maya","name":"maya"},{"memberId":"ben","name":"ben"}]\
            """));

        problem(409, "conflict", ask(as(other, "DELETE", path + "/members/maya")));
        nothing(204, ask(as(other, "DELETE", path + "/hosts/maya")));
        problem(409, "conflict", ask(as(other, "DELETE", path + "/hosts/ben")));
        problem(403, "forbidden", ask(as(host, "DELETE", path + "/members/ben")));
        problem(404, "not-found", ask(as(other, "DELETE", path + "/members/eve")));
        assertThat(location(ask(
                        as(other, "POST", path + "/members/maya").accept(PAGE).form("_method", "delete"))))
                .isEqualTo(path + "/members?done=removed&about=maya");
        assertThat(json(200, ask(as(host, "GET", path)))
                        .get("viewer")
                        .get("membership")
                        .asText())
                .isEqualTo("none");
    }

    @Test
    void shouldFilterAndPageTheListOfClubs() {
        fixture.found(maya, ClubFixture.form("Malmö Design"));
        fixture.found(maya, ClubFixture.form("Lund Law", Industry.LAW, "Lund", Club.Joining.OPEN));
        fixture.found(maya, ClubFixture.form("Law & Design", Industry.LAW, "Malmö", Club.Joining.OPEN));

        assertThat(names("/clubs")).containsExactly("Law & Design", "Lund Law", "Malmö Design");
        assertThat(names("/clubs?industry=law")).containsExactly("Law & Design", "Lund Law");
        assertThat(names("/clubs?city=%20MALMO")).containsExactly("Law & Design", "Malmö Design");
        assertThat(names("/clubs?q=des")).containsExactly("Law & Design", "Malmö Design");
        assertThat(names("/clubs?q=design+law&industry=law&city=malm%C3%B6")).containsExactly("Law & Design");
        assertThat(walk("/clubs?limit=1", host, "name")).containsExactly("Law & Design", "Lund Law", "Malmö Design");

        assertThat(badFields(ask(event("GET", "/clubs?industry=gardening&limit=101"))))
                .containsExactlyInAnyOrder("industry", "limit");
        page(422, ask(event("GET", "/clubs?industry=gardening").accept(PAGE)));
        var cursor =
                json(200, ask(event("GET", "/clubs?limit=1"))).get("nextCursor").asText();
        problem(400, "unreadable", ask(event("GET", "/clubs?q=law&cursor=" + cursor)));
        assertThat(page(200, ask(as(host, "GET", "/clubs?limit=1&q=law").accept(PAGE))))
                .contains("You run it", "value=\"law\"", "name=\"cursor\"");
        assertThat(page(200, ask(event("GET", "/clubs?q=nowhere").accept(PAGE))))
                .contains("No club is like that");
    }

    @Test
    void shouldAskTheTableAsOftenAsPromised() {
        var club = fixture.open(maya);
        fixture.join(club, ben);

        assertThat(requests(as(other, "GET", "/clubs"))).isEqualTo(1 + 2);
        assertThat(requests(event("GET", "/clubs"))).isEqualTo(2);
        assertThat(requests(as(other, "GET", "/clubs/open-studio").accept(PAGE)))
                .isEqualTo(1 + 1);
        assertThat(requests(event("GET", "/clubs/open-studio"))).isEqualTo(1);
        assertThat(requests(as(host, "GET", "/clubs/open-studio").accept(PAGE))).isEqualTo(1 + 2);
    }

    @Test
    void shouldAnswerOddPathsWithNothingHere() {
        var club = fixture.open(maya);

        problem(404, "not-found", ask(event("GET", "/clubs/No%20Club")));
        problem(404, "not-found", ask(as(host, "PUT", "/clubs/" + club.slug() + "/hosts/%20")));
        problem(404, "not-found", ask(as(host, "PUT", "/clubs/" + club.slug() + "/hosts/" + "x".repeat(300))));
        problem(
                405,
                "method-not-allowed",
                ask(as(host, "POST", "/clubs/" + club.slug() + "/members/me").json("{}")));
        problem(
                403,
                "cross-site",
                ask(as(host, "DELETE", "/clubs/" + club.slug()).header("Sec-Fetch-Site", "cross-site")));
    }

    private int requests(HttpEventBuilder event) {
        Meter.reset();
        Meter.during("it", () -> ask(event));
        return Objects.requireNonNull(Meter.read().get("it")).requests();
    }

    private List<String> names(String path) {
        return names(json(200, ask(event("GET", path))), "name");
    }

    private static List<String> names(JsonNode answer, String field) {
        var names = new ArrayList<String>();
        answer.get("items").forEach(item -> names.add(item.get(field).asText()));
        return names;
    }

    /** Goes through all pages of a list. */
    private List<String> walk(String path, String token, String field) {
        var all = new ArrayList<String>();
        var answer = json(200, ask(as(token, "GET", path)));
        all.addAll(names(answer, field));
        while (answer.has("nextCursor")) {
            answer = json(
                    200,
                    ask(as(
                            token,
                            "GET",
                            path + "&cursor=" + answer.get("nextCursor").asText())));
            all.addAll(names(answer, field));
        }
        return all;
    }

    private static HttpEventBuilder as(String token, String method, String path) {
        return event(method, path).bearer(token);
    }

    private static HttpEventBuilder event(String method, String pathAndQuery) {
        return LambdaEvents.http(method, pathAndQuery).route(route(pathAndQuery.replaceAll("\\?.*", "")));
    }

    private static String route(String path) {
        return path.equals("/clubs/new")
                ? path
                : path.replaceAll("^/clubs/[^/]+", "/clubs/{slug}")
                        .replaceAll("/(hosts|requests)/[^/]+", "/$1/{memberId}")
                        .replaceAll("/members/(?!me$)[^/]+$", "/members/{memberId}");
    }

    private APIGatewayV2HTTPResponse ask(HttpEventBuilder event) {
        return handler.handleRequest(event.build(), null);
    }
}
