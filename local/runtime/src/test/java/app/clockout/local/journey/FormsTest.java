package app.clockout.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.local.emulators.template.Template;
import app.clockout.local.journey.Network.Reply;
import app.clockout.local.journey.Visitor.Form;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every form that a person can find, stopped in every way there is: what was typed comes back, and nothing else happens. */
class FormsTest {
    private static final Path ROOT = Path.of(System.getProperty("clockout.root"));
    private static final ZoneId DELHI = ZoneId.of("Asia/Kolkata");

    /** What is typed where any words do. */
    private static final String WORDS = "पानी & <b>\"milk\"</b>";

    private record Found(String route, Form form, Visitor visitor, boolean signedIn) {}

    /** One of each form: by its route, and by the fields it has. */
    private static final Map<String, Found> FORMS = new TreeMap<>();

    private static Network network;
    private static String host;
    private static String event;
    private static int keys;

    @BeforeAll
    static void start() {
        network = Network.start();
        var founder = network.signInFounder();
        for (var name : List.of("hana", "mona", "rita", "sven", "tess")) {
            apply(name);
        }
        network.post("/admin/waitlist/decisions", "{\"decision\":\"approve\",\"first\":9}", founder);
        network.settle();
        host = network.signIn("hana@example.com");
        var mona = network.signIn("mona@example.com");
        event = club(mona, network.signIn("rita@example.com"), network.signIn("tess@example.com"));
        apply("wanda");
        apply("wim");
        network.signUp("wilma@example.com");
        network.post("/signin", "{\"email\":\"tess@example.com\"}");
        network.post("/me/email", "{\"email\":\"mona@example.org\"}", mona);
        network.post("/_local/feedback", "{\"type\":\"bounce\",\"address\":\"x@example.com\",\"permanent\":true}");
        var admin = new Visitor(network, founder);
        press(admin, "/admin/waitlist?email=sven@example.com", "/suspend");
        press(admin, "/admin/waitlist?email=hana@example.com", "/admins/");
        network.settle();
        find(founder, mona);
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    private static void apply(String name) {
        network.signUp(name + "@example.com");
        network.settle();
        network.confirm(name + "@example.com");
        network.settle();
    }

    /** A club with all there can be: one asks to join, one can be made host, one is; a full event, an offer, and the door it gives. */
    private static String club(String mona, String rita, String tess) {
        network.post("/clubs", """
                {"name":"Owls","industry":"design","city":"Delhi","timezone":"Asia/Kolkata",
                 "description":"We stay up.","joining":"approval"}""", host);
        for (var session : List.of(mona, tess)) {
            network.put("/clubs/owls/members/me", session);
        }
        var hosting = new Visitor(network, host);
        press(hosting, "/clubs/owls/requests", "/approve");
        press(hosting, "/clubs/owls/requests", "/approve");
        press(hosting, "/clubs/owls/members", "/hosts/");
        network.put("/clubs/owls/members/me", rita);
        var door = announced("At the door", Duration.ofHours(6), 5);
        network.put("/events/" + door + "/rsvp", mona);
        network.put("/events/" + door + "/rsvp", rita);
        network.put("/events/" + announced("Reminded", Duration.ofHours(27), 9) + "/rsvp", mona);
        var full = announced("Full", Duration.ofDays(3), 1);
        network.put("/events/" + full + "/rsvp", host);
        network.put("/events/" + full + "/rsvp", mona);
        var offered = announced("Offered", Duration.ofDays(4), 1);
        network.put("/events/" + offered + "/rsvp", host);
        network.put("/events/" + offered + "/rsvp", mona);
        network.delete("/events/" + offered + "/rsvp", host);
        announced("Open", Duration.ofDays(5), 9);
        network.settle();
        network.leapTo(network.now().plus(Duration.ofMinutes(190)));
        press(hosting, "/events/" + door + "/rsvps", "/checkins");
        return door;
    }

    /** Sends the first form on a page whose action has this in it. */
    private static void press(Visitor visitor, String page, String action) {
        var form = visitor.forms(page).stream()
                .filter(candidate -> candidate.action().contains(action))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No form to %s on %s".formatted(action, page)));
        var fields = form.data();
        fields.remove("ask");
        form.written().forEach(control -> fields.put(control.attr("name"), List.of(WORDS)));
        assertThat(visitor.post(form.action(), fields).status()).isEqualTo(303);
    }

    private static String announced(String title, Duration in, int seats) {
        return network.post("/clubs/owls/events", """
                        {"title":"%s","description":"","startsAt":"%s","timezone":"Asia/Kolkata","durationMinutes":90,
                         "venue":{"name":"Bar","address":"1 Main St","city":"Delhi"},"capacity":%d,"visibility":"public"}""".formatted(title, later(in), seats), host)
                .json()
                .path("eventId")
                .asText();
    }

    private static String later(Duration by) {
        return LocalDateTime.ofInstant(network.now().plus(by), DELHI)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }

    private static void find(String founder, String mona) {
        var mailed = network.inbox("", "").stream()
                .flatMap(mail -> mail.path("links").valueStream())
                .map(link -> link.asText())
                .filter(link -> link.startsWith(network.address()) && !link.contains(".ics"))
                .map(link -> link.substring(network.address().length()))
                .distinct()
                .toList();
        find("", mailed.stream());
        find("", Stream.of("/", "/signin"));
        find(mona, Stream.of("/", "/me/email", "/me/mail-preferences"));
        find(host, Stream.of("/", "/clubs/new"));
        find(
                founder,
                Stream.of(
                        "/",
                        "/admin/suppressions",
                        "/admin/waitlist?email=rita@example.com",
                        "/admin/waitlist?email=sven@example.com",
                        "/admin/waitlist?email=hana@example.com"));
    }

    private static void find(String session, Stream<String> from) {
        var visitor = new Visitor(network, session);
        visitor.forms(from).forEach(form -> {
            var fields = new TreeSet<String>();
            form.controls().forEach(control -> fields.add(control.attr("name")));
            FORMS.putIfAbsent(
                    route(form) + " " + fields + (session.isEmpty() ? " by mail" : ""),
                    new Found(route(form), form, visitor, !session.isEmpty()));
        });
    }

    private static String route(Form form) {
        var path = form.action().replaceAll("\\?.*", "");
        return paths().filter(template -> path.matches(template.replaceAll("\\{\\w+}", "[^/]+")))
                // What is named wins over what has a parameter there, as with the gateway.
                .min((a, b) -> Long.compare(
                        a.chars().filter(c -> c == '{').count(),
                        b.chars().filter(c -> c == '{').count()))
                .map(template -> form.method() + " " + template)
                .orElseThrow(() -> new AssertionError("No route for " + form));
    }

    private static Stream<String> paths() {
        return IoBudgetTest.paths(Template.read(ROOT.resolve("template.yaml"))).stream()
                .map(path -> path.replace("{proxy+}", "x"));
    }

    @Test
    void shouldHaveAFormForEveryDeed() {
        var deeds = new TreeSet<String>();
        paths().forEach(path -> {
            var options = network.send(
                    network.request(path.replaceAll("\\{\\w+}", "x")).method("OPTIONS", BodyPublishers.noBody()));
            Stream.of(options.response()
                            .headers()
                            .firstValue("allow")
                            .orElseThrow()
                            .split(", "))
                    .filter(method -> List.of("POST", "PUT", "DELETE").contains(method))
                    .forEach(method -> deeds.add(method + " " + path));
        });

        assertThat(FORMS.values().stream().map(Found::route).distinct()).containsExactlyInAnyOrderElementsOf(deeds);
    }

    @Test
    void shouldKeepWhatWasTypedThroughTheSignIn() {
        var stranger = new Visitor(network, "");
        forEach(found -> found.signedIn && !found.route.equals("POST /signin"), found -> {
            var typed = filled(found.form);
            var reply = stranger.post(found.form.action(), typed);

            assertThat(reply.status()).isEqualTo(401);
            var page = Visitor.page(reply);
            assertThat(page.select("form[action=/signin] input[name=next]").attr("value"))
                    .startsWith("/");
            assertBack(page, found, typed);
        });
    }

    @Test
    void shouldKeepWhatWasTypedWhileTheTableIsBusy() {
        for (var operation : List.of("", ",\"operation\":\"TransactWriteItems\"")) {
            forEach(found -> operation.isEmpty() || !found.form.written().isEmpty(), found -> {
                network.post(
                        "/_local/faults",
                        "{\"service\":\"dynamodb\",\"error\":\"throttle\",\"times\":1000%s}".formatted(operation));
                var typed = filled(found.form);
                var reply = found.visitor.post(found.form.action(), typed);
                network.send(network.request("/_local/faults").DELETE());

                if (operation.isEmpty() || reply.status() == 503) {
                    assertThat(reply.status()).isEqualTo(503);
                    assertThat(reply.response().headers().firstValue("retry-after"))
                            .isPresent();
                    assertBack(Visitor.page(reply), found, typed);
                }
            });
        }
    }

    @Test
    void shouldSayWhatIsWrongAndKeepIt() {
        forEach(found -> !found.form.written().isEmpty(), found -> {
            var typed = opened(found.form);
            found.form.written().forEach(control -> typed.put(control.attr("name"), List.of(wrong(control))));
            var reply = found.visitor.post(found.form.action(), typed);

            assertThat(reply.status()).isEqualTo(422);
            var page = Visitor.page(reply);
            assertThat(page.title()).startsWith("Error: ");
            assertThat(page.select("[role=alert][autofocus]").text()).contains("There is a problem");
            var links = page.select("[role=alert] a[href^=#]");
            assertThat(links).isNotEmpty().allSatisfy(link -> assertThat(
                            page.getElementById(link.attr("href").substring(1)))
                    .as(link.outerHtml())
                    .isNotNull());
            assertBack(page, found, typed);
        });
    }

    @Test
    void shouldShowWhatAnotherChangedMeanwhile() {
        forEach(found -> found.form.data().containsKey("ifMatch"), found -> {
            var typed = filled(found.form);
            typed.put("ifMatch", List.of("999"));
            var reply = found.visitor.post(found.form.action(), typed);

            assertThat(reply.status()).isEqualTo(412);
            assertThat(reply.text()).contains("It now says:");
            typed.remove("ifMatch");
            assertBack(Visitor.page(reply), found, typed);
        });
    }

    @Test
    void shouldGiveAFreshKeyWhereTheOldOneIsUsed() {
        forEach(found -> found.form.data().containsKey("idempotencyKey"), found -> {
            var typed = filled(found.form);
            typed.remove("ask"); // it was asked, and the answer was yes
            assertThat(found.visitor.post(found.form.action(), typed).status()).isEqualTo(303);
            typed.computeIfPresent("first", (_, _) -> List.of("2"));
            found.form.written().stream()
                    .filter(control -> List.of("name", "title", "note").contains(control.attr("name")))
                    .forEach(control -> typed.put(control.attr("name"), List.of(WORDS + " again")));
            var reply = found.visitor.post(found.form.action(), typed);

            assertThat(reply.status()).isEqualTo(422);
            var page = Visitor.page(reply);
            var made = page.select("[role=alert] a:contains(See what it made)").attr("href");
            assertThat(found.visitor.look(made).status()).isEqualTo(200);
            var used = typed.remove("idempotencyKey");
            assertBack(page, found, typed);
            assertThat(page.select("input[name=idempotencyKey]").eachAttr("value"))
                    .doesNotContainAnyElementsOf(used)
                    .allMatch(key -> !key.isEmpty());
        });
    }

    @Test
    void shouldKeepWhatWasTypedThroughALimit() {
        var founding = FORMS.values().stream()
                .filter(found -> found.route.equals("POST /clubs"))
                .findFirst()
                .orElseThrow();
        var replies = new ArrayList<Reply>();
        Map<String, List<String>> typed = Map.of();
        for (int i = 0; i < 4; i++) {
            typed = filled(founding.form);
            replies.add(founding.visitor.post(founding.form.action(), typed));
        }
        assertThat(replies.getLast().status()).isEqualTo(429);
        assertBack(Visitor.page(replies.getLast()), founding, typed);

        var signIn = FORMS.values().stream()
                .filter(found -> found.route.equals("POST /signin"))
                .findFirst()
                .orElseThrow();
        var mine = filled(signIn.form);
        var many = Network.together(IntStream.range(0, 320)
                .mapToObj(i -> (Callable<Reply>) () -> signIn.visitor.post("/signin", mine))
                .toList());
        var refused = many.stream().filter(reply -> reply.status() == 429).toList();
        assertThat(refused).isNotEmpty();
        assertBack(Visitor.page(refused.getFirst()), signIn, mine);
    }

    @Test
    void shouldKeepWhatWasTypedThroughAConflict() {
        var visitor = new Visitor(network, host);
        var form = visitor.forms("/events/" + event + "/edit").stream()
                .filter(candidate -> candidate.method().equals("PUT"))
                .findFirst()
                .orElseThrow();
        var changing = new Found(route(form), form, visitor, true);
        var typed = filled(changing.form);
        typed.put("capacity", List.of("1")); // two have seats
        var reply = changing.visitor.post(changing.form.action(), typed);

        assertThat(reply.status()).isEqualTo(409);
        assertBack(Visitor.page(reply), changing, typed);
    }

    private interface Check {
        void of(Found found);
    }

    /** All of them, and then what was wrong with which. */
    private static void forEach(Predicate<Found> wanted, Check check) {
        var faults = new ArrayList<String>();
        var checked = FORMS.entrySet().stream()
                .filter(found -> wanted.test(found.getValue()))
                .toList();
        assertThat(checked).isNotEmpty();
        for (var found : checked) {
            try {
                check.of(found.getValue());
            } catch (AssertionError e) {
                faults.add(found.getKey() + " on " + found.getValue().form.page() + ": " + e.getMessage());
            }
        }
        assertThat(String.join("\n\n", faults)).isEmpty();
    }

    /** The page has the form once more, with all that was sent in it. */
    private static void assertBack(Document page, Found found, Map<String, List<String>> typed) {
        var back = page.select("form[method=post]").forms().stream()
                .map(form -> new Form("", form))
                .filter(form -> form.action().equals(found.form.action())
                        && form.method().equals(found.form.method()))
                .map(form -> lost(typed, form.data()))
                .toList();
        assertThat(back)
                .as(() -> "what each form of the page has lost: " + page.body().text())
                .anyMatch(List::isEmpty);
    }

    /** The fields whose values are not all there. */
    private static List<String> lost(Map<String, List<String>> typed, Map<String, List<String>> back) {
        return typed.entrySet().stream()
                .filter(field -> !field.getKey().startsWith("_"))
                .filter(field -> !back.getOrDefault(field.getKey(), List.of())
                        .containsAll(field.getValue().stream()
                                .filter(value -> !value.isEmpty())
                                .toList()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What the form has when its page is opened: each time another key. */
    private static Map<String, List<String>> opened(Form form) {
        var data = new LinkedHashMap<>(form.data());
        data.computeIfPresent("idempotencyKey", (_, _) -> List.of("key-" + ++keys));
        return data;
    }

    /** The form as a person would fill it in. */
    private static Map<String, List<String>> filled(Form form) {
        var data = opened(form);
        form.controls().forEach(control -> {
            var name = control.attr("name");
            if (control.attr("type").equals("checkbox")) {
                data.putIfAbsent(name, List.of(control.val().isEmpty() ? "on" : control.val()));
            } else if (control.normalName().equals("select")) {
                var options = control.select("option").eachAttr("value");
                data.put(name, List.of(options.getLast()));
            }
        });
        form.written().forEach(control -> data.put(control.attr("name"), List.of(right(control))));
        return data;
    }

    private static String right(Element control) {
        return switch (control.attr("name")) {
            case "email" -> "tess@example.com";
            case "timezone" -> "America/Lima";
            case "startsAt" -> later(Duration.ofDays(9));
            case "durationMinutes" -> "75";
            case "capacity" -> "12";
            case "first" -> "1";
            default -> WORDS;
        };
    }

    private static String wrong(Element control) {
        return switch (control.attr("type")) {
            case "number" -> "-7";
            case "datetime-local" -> "2027-02-29T25:00";
            default -> "ü".repeat(1 + Integer.parseInt(control.attr("maxlength")));
        };
    }
}
