package app.clockout.mailer.content;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Club;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Event;
import app.clockout.domain.EventId;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Membership;
import app.clockout.domain.Person;
import app.clockout.domain.Place;
import app.clockout.domain.Rsvp;
import app.clockout.domain.Rsvp.Status;
import app.clockout.domain.SeatCount;
import app.clockout.domain.Slug;
import app.clockout.domain.Standing;
import app.clockout.mailer.MailFixture;
import app.clockout.mailer.content.Letter.Line;
import app.clockout.mailer.delivery.QrPng;
import app.clockout.qr.QrCode;
import app.clockout.table.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every letter, word for word. A letter that was changed on purpose is copied from {@code target/letters} to
 * {@code src/test/resources/letters}. What all of them look like is in {@code target/mails/index.html}: {@code make mails}.
 */
public class LettersTest {
    private static final Path GOLDEN = Path.of("src/test/resources/letters");
    private static final Path WRITTEN = Path.of("target/letters");
    private static final Path LOOKS = Path.of("target/mails");
    private static final String TOKEN = "mNqk3v6pSx0-Zr_8yTtB5aWcEfGhJkLnPqRsTuVwXyZ";
    private static final String TICKET = "bmlnaHQtb3dscw.c2VhdA.1.Zr_8yTtB5aWcEfGhJkLnPqRsTuVwXyZmNqk3v6pSx0";
    private static final String STOP = "https://clockout.example/u/bWF5YQ.cmVtaW5kZXJz.1.q3v6pSx0Zr8yTtB5aWcEfG";
    private static final Pattern HREF = Pattern.compile("href=\"([^\"]*)\"");

    private static final Pattern REFERENCE = Pattern.compile("&(amp|lt|gt|#\\d+);");

    private static final Instant NOW = Instant.parse("2027-01-11T09:00:00Z");
    private static final Instant OFFER_ENDS = Instant.parse("2027-01-11T21:00:00Z");
    private static final Slug SLUG = new Slug("night-owls");
    private static final Membership REFUSAL =
            new Membership(SLUG, new MemberId("4kqzt5x2mfvb7nwsr3hdcy6pge"), Membership.State.REFUSED, NOW);

    private static final AdmissionContent LETTERS = new AdmissionContent("https://clockout.example");
    private static final SeatContent SEATS = new SeatContent("https://clockout.example");
    private static final EventContent EVENTS = new EventContent("https://clockout.example");
    private static final AddressContent ADDRESSES = new AddressContent("https://clockout.example");
    private static final ClubContent CLUBS = new ClubContent("https://clockout.example");
    private static final ReminderContent REMINDERS = new ReminderContent("https://clockout.example");
    private static final AdmissionContent.Suggestions NOTHING = new AdmissionContent.Suggestions(List.of(), List.of());

    public static Stream<Arguments> letters() {
        return Stream.of(
                Arguments.of("confirm-address", LETTERS.confirmAddress(TOKEN)),
                Arguments.of("on-the-waitlist", LETTERS.onTheWaitlist(person("Maya Lindqvist"), 1_204, TOKEN)),
                Arguments.of("approved", LETTERS.approved(person("Maya Lindqvist"), TOKEN, NOTHING)),
                Arguments.of(
                        "approved-where-things-are-on",
                        LETTERS.approved(person("Maya Lindqvist"), TOKEN, found("Night Owls", "Late lunch"))),
                Arguments.of("declined", LETTERS.declined(person("Maya Lindqvist"), TOKEN)),
                Arguments.of("sign-in", LETTERS.signIn(TOKEN)),
                Arguments.of("change-address", ADDRESSES.confirm(TOKEN)),
                Arguments.of(
                        "address-change-asked",
                        ADDRESSES.asked(person("Maya Lindqvist"), new EmailAddress("maya@studio.example"))),
                Arguments.of("seat-confirmed", confirmed(view(Status.CONFIRMED), person("Maya Lindqvist"))),
                Arguments.of(
                        "seat-waitlisted",
                        SEATS.waitlisted(view(Status.WAITLISTED), person("Maya Lindqvist"), 3, TOKEN)),
                Arguments.of(
                        "seat-offered",
                        SEATS.offered(view(Status.OFFERED), person("Maya Lindqvist"), OFFER_ENDS, TOKEN)),
                Arguments.of(
                        "seat-offer-lapsed", SEATS.offerLapsed(view(Status.LAPSED), person("Maya Lindqvist"), TOKEN)),
                Arguments.of("seat-cancelled", given(view(Status.CANCELLED), person("Maya Lindqvist"))),
                Arguments.of(
                        "reminder-24h",
                        REMINDERS
                                .dayBefore(view(Status.CONFIRMED), person("Maya Lindqvist"), TOKEN, TICKET)
                                .stoppable(STOP)),
                Arguments.of(
                        "reminder-2h",
                        REMINDERS
                                .twoHoursBefore(view(Status.CONFIRMED), person("Maya Lindqvist"), TOKEN, TICKET)
                                .stoppable(STOP)),
                Arguments.of(
                        "event-followup",
                        REMINDERS
                                .followUp(view(Status.CONFIRMED), person("Maya Lindqvist"))
                                .stoppable(STOP)),
                Arguments.of("event-changed", changed(Status.CONFIRMED)),
                Arguments.of("event-changed-offered", changed(Status.OFFERED)),
                Arguments.of("event-changed-waitlisted", changed(Status.WAITLISTED)),
                Arguments.of(
                        "event-cancelled",
                        EVENTS.cancelled(
                                view(Status.CONFIRMED),
                                "The kitchen is flooded, and the plumber comes on Friday.\n\nWe try again in February. Sorry!",
                                person("Maya Lindqvist"))),
                Arguments.of(
                        "club-request",
                        CLUBS.request(club("Night Owls"), person("Maya Lindqvist"), person("Ben Okafor"))),
                Arguments.of("club-approved", CLUBS.approved(club("Night Owls"), person("Maya Lindqvist"))),
                Arguments.of("club-declined", CLUBS.declined(club("Night Owls"), person("Maya Lindqvist"), REFUSAL)),
                Arguments.of("club-handed", CLUBS.handed(club("Night Owls"), person("Maya Lindqvist"))));
    }

    private static Letter confirmed(Events.View view, Person person) {
        return SEATS.confirmed(view, Objects.requireNonNull(view.rsvp()), person, TOKEN, TICKET);
    }

    private static Letter given(Events.View view, Person person) {
        return SEATS.cancelled(view, Objects.requireNonNull(view.rsvp()), person);
    }

    private static AdmissionContent.Suggestions found(String club, String event) {
        return new AdmissionContent.Suggestions(List.of(club(club)), List.of(event(event)));
    }

    private static Letter changed(Status status) {
        var view = view(status);
        return EVENTS.changed(view, Objects.requireNonNull(view.rsvp()), person("Maya Lindqvist"), TOKEN, NOW);
    }

    /** Every letter with words of others in it, where all of those are the same. */
    public static List<Letter> saying(String words) {
        var reader = person(words);
        var seat = view(Status.CONFIRMED, words);
        var offer = view(Status.OFFERED, words);
        return List.of(
                confirmed(seat, reader),
                SEATS.waitlisted(view(Status.WAITLISTED, words), reader, 3, TOKEN),
                SEATS.offered(offer, reader, OFFER_ENDS, TOKEN),
                SEATS.offerLapsed(view(Status.LAPSED, words), reader, TOKEN),
                given(view(Status.CANCELLED, words), reader),
                REMINDERS.dayBefore(seat, reader, TOKEN, TICKET).stoppable(STOP),
                REMINDERS.twoHoursBefore(seat, reader, TOKEN, TICKET).stoppable(STOP),
                REMINDERS.followUp(seat, reader).stoppable(STOP),
                EVENTS.changed(seat, Objects.requireNonNull(seat.rsvp()), reader, TOKEN, NOW),
                EVENTS.changed(offer, Objects.requireNonNull(offer.rsvp()), reader, TOKEN, NOW),
                EVENTS.cancelled(seat, words, reader),
                CLUBS.request(club(words), reader, person(words)),
                CLUBS.approved(club(words), reader),
                CLUBS.declined(club(words), reader, REFUSAL),
                CLUBS.handed(club(words), reader));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("letters")
    void shouldSayWhatItSays(String kind, Letter letter) throws IOException {
        var text = "Subject: %s\nBeside it: %s\n\n%s".formatted(letter.subject(), letter.preheader(), letter.text());
        Files.createDirectories(WRITTEN);
        Files.writeString(WRITTEN.resolve(kind + ".html"), letter.html());
        Files.writeString(WRITTEN.resolve(kind + ".txt"), text);

        assertThat(text).isEqualTo(Files.readString(GOLDEN.resolve(kind + ".txt")));
        assertThat(letter.html()).isEqualTo(Files.readString(GOLDEN.resolve(kind + ".html")));
    }

    /** For people to look at: each letter as a page, its picture in it, and one page of all of them. */
    @Test
    void shouldBeThereToLookAt() throws IOException {
        Files.createDirectories(LOOKS);
        var index = new StringBuilder("""
                <!DOCTYPE html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="color-scheme" content="light dark">
                <title>Mails</title>
                <style>
                body{font:15px/1.5 system-ui,sans-serif;margin:24px}
                section{display:grid;grid-template-columns:340px 640px minmax(400px,1fr);gap:8px 24px;margin:0 0 48px}
                header{grid-column:1/-1}
                h2,p{margin:0}
                iframe{border:1px solid #8888;width:100%;height:900px}
                iframe.phone{width:320px}
                pre{white-space:pre-wrap;margin:0}
                </style>
                <h1>Mails</h1>
                """);
        for (var arguments : letters().toList()) {
            var kind = (String) arguments.get()[0];
            var letter = (Letter) arguments.get()[1];
            Files.writeString(LOOKS.resolve(kind + ".html"), withPicture(letter));
            index.append("""
                    <section id="%1$s">
                    <header><h2>%1$s</h2><p><strong>%2$s</strong> %3$s</p>%5$s</header>
                    <iframe class="phone" src="%1$s.html" title="%1$s on a phone"></iframe>
                    <iframe src="%1$s.html" title="%1$s"></iframe>
                    <pre>%4$s</pre>
                    </section>
                    """.formatted(
                            kind,
                            escaped(letter.subject()),
                            escaped(letter.preheader()),
                            escaped(letter.text()),
                            letter.invite() == null
                                    ? ""
                                    : letter.invite().entry().cancelled()
                                            ? "<p>Takes the event out of the calendar.</p>"
                                            : "<p>Puts the event into the calendar.</p>"));
        }
        Files.writeString(LOOKS.resolve("index.html"), index);

        assertThat(LOOKS.resolve("index.html")).isNotEmptyFile();
    }

    private static String withPicture(Letter letter) {
        return letter.ticket()
                .map(ticket -> Base64.getEncoder().encodeToString(QrPng.png(QrCode.of(ticket))))
                .map(png -> letter.html().replace("cid:" + Letter.TICKET_ID, "data:image/png;base64," + png))
                .orElseGet(letter::html);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("letters")
    void shouldHoldEachLinkOnceInEachForm(String kind, Letter letter) {
        var urls = letter.lines().stream()
                .flatMap(line -> switch (line) {
                    case Line.Button button -> Stream.of(button.url());
                    case Line.Link link -> Stream.of(link.url());
                    case Line.Heading _, Line.Paragraph _, Line.Ticket _, Line.Quote _, Line.Small _ ->
                        Stream.<String>empty();
                })
                .collect(Collectors.toCollection(ArrayList::new));
        if (letter.unsubscribe() != null) {
            urls.add(letter.unsubscribe());
        }

        assertThat(urls).as(kind).isNotEmpty().doesNotHaveDuplicates();
        assertThat(HREF.matcher(letter.html()).results().map(match -> match.group(1)))
                .containsExactlyElementsOf(urls);
        assertThat(letter.text().lines().filter(urls::contains)).containsExactlyElementsOf(urls);
        var withToken = urls.stream().filter(url -> url.contains(TOKEN)).toList();
        assertThat(letter.html().split(Pattern.quote(TOKEN), -1))
                .as("token in " + kind)
                .hasSize(1 + withToken.size());
        assertThat(letter.text().lines().filter(line -> line.contains(TOKEN))).containsExactlyElementsOf(withToken);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("letters")
    void shouldFetchNothing(String kind, Letter letter) {
        var html = letter.html();
        var picture = "<img src=\"cid:" + Letter.TICKET_ID + "\" alt=\"Your ticket as a QR code\"";
        assertThat(html.split("cid:", -1))
                .as("pictures that came with " + kind)
                .hasSize(letter.ticket().isPresent() ? 2 : 1);
        assertThat(html.replace(picture, "").toLowerCase(Locale.ROOT))
                .as(kind)
                .doesNotContain(
                        "<img", "<link", "<script", "<iframe", "<object", "src=", "background=", "url(", "@import");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("letters")
    void shouldShowTheLineBesideTheSubjectBeforeAllElseAndNothingOfTheLetter(String kind, Letter letter) {
        var body = letter.html().substring(letter.html().indexOf("<body"));
        var shown = unescaped(body.replaceAll("<[^>]*>", "")).strip();

        assertThat(shown).as(kind).startsWith(letter.preheader());
        var before = shown.substring(
                letter.preheader().length(),
                shown.indexOf("Clockout", letter.preheader().length()));
        assertThat(before.codePoints().filter(c -> !Character.isWhitespace(c)))
                .as("what is not seen, and fills the line up")
                .hasSizeGreaterThan(250)
                .containsOnly(0x2007, 0xFEFF, 0x034F);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zoë O'Neil & Łukasz",
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "👩🏽‍🚀🏳️‍🌈",
                "سارة بنت علي",
                "${letter.subject()} {{7*7}} %s %n",
                "&lt;b&gt; &#0;"
            })
    void shouldWriteAnyNameAsItWasTyped(String name) {
        var person = person(name);
        for (var letter : List.of(
                LETTERS.onTheWaitlist(person, 1, TOKEN),
                LETTERS.approved(person, TOKEN, NOTHING),
                LETTERS.declined(person, TOKEN))) {
            assertThat(letter.text()).contains(name);
            assertThat(unescaped(letter.html())).contains(name);
            assertThat(letter.html().replaceAll("(?s)<style>.*?</style>", "").split("<", -1))
                    .as("no element more than for anybody else")
                    .hasSameSizeAs(like(letter)
                            .html()
                            .replaceAll("(?s)<style>.*?</style>", "")
                            .split("<", -1));
            assertThat(letter.subject()).as("headers are for no names").doesNotContain(name);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zoë O'Neil & Łukasz",
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "👩🏽‍🚀🏳️‍🌈",
                "سارة بنت علي",
                "${letter.subject()} {{7*7}} %s %n",
                "&lt;b&gt; &#0;"
            })
    void shouldWriteWhatOthersSayOfClubsAndEventsAsTheyTypedIt(String words) {
        var plain = saying("Maya");
        var said = saying(words);
        for (int i = 0; i < said.size(); i++) {
            var letter = said.get(i);
            assertThat(unbroken(letter.text())).contains(words);
            assertThat(unescaped(letter.html())).contains(words);
            assertThat(letter.html().replaceAll("(?s)<style>.*?</style>", "").split("<", -1))
                    .as("no element more than for anybody else")
                    .hasSameSizeAs(plain.get(i)
                            .html()
                            .replaceAll("(?s)<style>.*?</style>", "")
                            .split("<", -1));
            assertThat(letter.subject()).contains(words);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Maya", "Maya Maria Magdalena Lindqvist von und zu Hohenstein", "😀 😀 😀 😀 😀 😀 😀 😀 😀 😀"})
    void shouldBreakTheLinesOfOthersAt76AsWell(String words) {
        for (int times = 1; times <= 4; times++) {
            for (var letter : saying((words + " ").repeat(times).strip())) {
                assertThat(letter.text().lines().filter(line -> !line.startsWith("https://")))
                        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(76));
            }
        }
    }

    @Test
    void shouldMarkEachLineOfWhatAHostWrote() {
        var reason = "The kitchen is flooded. ".repeat(6).strip() + "\n\n> Sorry!";

        var letter = EVENTS.cancelled(view(Status.CONFIRMED), reason, person("Maya"));

        assertThat(letter.text()).contains("""

                        > The kitchen is flooded. The kitchen is flooded. The kitchen is flooded.
                        > The kitchen is flooded. The kitchen is flooded. The kitchen is flooded.
                        >
                        > > Sorry!

                        """);
    }

    @Test
    void shouldNotLetANameReadFromRightToLeftTurnItsSentenceAround() {
        assertThat(LETTERS.declined(person("سارة"), TOKEN).text())
                .startsWith("Not this time\n\nDear \u2068سارة\u2069, thank you");
        assertThat(LETTERS.declined(person("Zoë"), TOKEN).text()).startsWith("Not this time\n\nDear Zoë, thank you");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Maya", "Maya Maria Magdalena Lindqvist von und zu Hohenstein", "😀 😀 😀 😀 😀 😀 😀 😀 😀 😀"})
    void shouldBreakTheLinesOfTheTextAt76(String name) {
        for (int times = 1; times <= 4; times++) {
            var person = person((name + " ").repeat(times).strip());
            for (var letter : List.of(
                    LETTERS.confirmAddress(TOKEN),
                    LETTERS.signIn(TOKEN),
                    LETTERS.onTheWaitlist(person, 1_000_000, TOKEN),
                    LETTERS.approved(person, TOKEN, NOTHING),
                    LETTERS.declined(person, TOKEN))) {
                assertThat(letter.text().lines().filter(line -> !line.contains(TOKEN)))
                        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(76));
                var lines = letter.text().lines().toList();
                for (int i = 1; i < lines.size(); i++) {
                    var word = lines.get(i).split(" ", -1)[0];
                    if (!lines.get(i - 1).isEmpty()
                            && !word.isEmpty()
                            && !word.contains(TOKEN)
                            && !word.equals("Clockout.")) {
                        assertThat(lines.get(i - 1) + " " + word)
                                .as("broken no sooner than it must be")
                                .hasSizeGreaterThan(76);
                    }
                }
            }
        }
    }

    @Test
    void shouldNotBreakAWordThatIsLongerThanALine() {
        var name = "a".repeat(200);

        assertThat(LETTERS.approved(person(name), TOKEN, NOTHING).text()).startsWith("You are in,\n" + name + ".\n\n");
    }

    @Test
    void shouldEncodeATokenThatIsNoPlainText() {
        assertThat(LETTERS.signIn("a b&c=d\"<").html())
                .contains("href=\"https://clockout.example/signin/confirm?token=a+b%26c%3Dd%22%3C\"");
    }

    private static String unbroken(String text) {
        return text.replaceAll("\\s+", " ");
    }

    private static Events.View view(Status status) {
        return view(status, null);
    }

    /** @param words of its host; null for usual ones */
    private static Events.View view(Status status, @Nullable String words) {
        var event = event(words == null ? "Late lunch" : words, words);
        var seats = new SeatCount(
                event.id(), true, Event.Visibility.PUBLIC, event.startsAt(), event.endsAt(), 8, 8, 0, 3, 3, 12);
        var maya = person("Maya Lindqvist").id();
        var rsvp = new Rsvp(
                event.id(),
                maya,
                "Maya Lindqvist",
                status,
                NOW,
                NOW,
                0,
                status == Status.OFFERED ? OFFER_ENDS : null,
                null);
        return new Events.View(event, seats, club(words == null ? "Night Owls" : words), maya, null, rsvp);
    }

    private static Event event(String title) {
        return event(title, null);
    }

    /** @param place the venue's name, street and city; null for usual ones */
    private static Event event(String title, @Nullable String place) {
        var localStart = LocalDateTime.parse("2027-01-14T18:30");
        var newYork = ZoneId.of("America/New_York");
        var startsAt = localStart.atZone(newYork).toInstant();
        return new Event(
                new EventId("night-owls_4kqzt5x2mfvb7nws"),
                title,
                "",
                localStart,
                newYork,
                startsAt,
                90,
                place == null
                        ? new Event.Venue("The Canteen", "12 Water Street", "New York")
                        : new Event.Venue(place, place, place),
                Event.Visibility.PUBLIC,
                1,
                2,
                NOW,
                null);
    }

    static Club club(String name) {
        return new Club(
                SLUG,
                name,
                Industry.SCIENCE,
                "New York",
                ZoneId.of("America/New_York"),
                "",
                Club.Joining.APPROVAL,
                List.of(),
                1,
                1,
                NOW,
                null);
    }

    private static Letter like(Letter letter) {
        var maya = person("Maya");
        return Stream.of(
                        LETTERS.onTheWaitlist(maya, 1, TOKEN),
                        LETTERS.approved(maya, TOKEN, NOTHING),
                        LETTERS.declined(maya, TOKEN))
                .filter(other -> other.subject().equals(letter.subject()))
                .findFirst()
                .orElseThrow();
    }

    /** Character references resolved, once. */
    private static String unescaped(String html) {
        return REFERENCE
                .matcher(html)
                .replaceAll(reference -> Matcher.quoteReplacement(
                        switch (reference.group(1)) {
                            case "amp" -> "&";
                            case "lt" -> "<";
                            case "gt" -> ">";
                            default ->
                                Character.toString(
                                        Integer.parseInt(reference.group(1).substring(1)));
                        }));
    }

    public static Person person(String name) {
        return new Person(
                new MemberId("4kqzt5x2mfvb7nwsr3hdcy6pge"),
                new EmailAddress("maya@example.com"),
                MailFixture.details(name),
                Standing.WAITING,
                false,
                false,
                Instant.parse("2026-11-23T18:33:10Z"),
                new Place(1_411),
                1,
                Instant.parse("2027-01-11T23:30:00Z"),
                false);
    }
}
