package app.clockout.mailer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.calendar.Entry;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Event;
import app.clockout.domain.Event.Cancellation;
import app.clockout.domain.EventId;
import app.clockout.domain.Rsvp;
import app.clockout.domain.Rsvp.Status;
import app.clockout.environment.Environment;
import app.clockout.json.JsonArray;
import app.clockout.json.JsonObject;
import app.clockout.local.emulators.MovableClock;
import app.clockout.mailer.content.CalendarInvite;
import app.clockout.mailer.content.Letter;
import app.clockout.mailer.content.Letter.Line;
import app.clockout.mailer.content.LettersTest;
import app.clockout.mailer.delivery.MimeWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every mail, read by an implementation that has nothing in common with the one that wrote it: {@code .ci/read-mails.py}, with
 * Python's {@code email} and {@code icalendar}.
 */
class SecondReaderTest {
    private static final Path ROOT = Path.of(System.getProperty("clockout.root", "../.."));
    private static final Path PYTHON = ROOT.resolve(".tools/mail/bin/python");
    private static final Path MAILS = Path.of("target/eml");

    private static final Instant NOW = Instant.parse("2027-01-11T09:00:00Z");
    private static final EmailAddress ADA = new EmailAddress("ada+o'hara@example.test");

    private static final List<String> NASTY = List.of(
            "Zoë O'Neil & Łukasz",
            "\"><img src=x onerror=alert(1)>, Inc.; (us: all)\\\\n",
            "👩🏽‍🚀🏳️‍🌈 ".repeat(12).strip(),
            "سارة بنت علي",
            "=?utf-8?q?Bcc=3A_eve=40example=2Etest?= ^n",
            "A long name of two hundred characters, of which each is told as it was typed. "
                    .repeat(3)
                    .substring(0, 200),
            "ü".repeat(200));

    private final MovableClock clock = MovableClock.fixedAt(NOW);
    private final MimeWriter envelope = new MimeWriter(new Environment(
            Map.of(
                    "MAIL_FROM",
                    "\"Clockout Malmö, Inc.\" <hello@clockout.example>",
                    "MAIL_CONFIGURATION_SET",
                    "MailConfiguration"),
            clock,
            new Random(7),
            builder -> {
                throw new IllegalStateException("Nothing is sent here.");
            }));
    private final JsonArray expected = new JsonArray();
    private int number;

    @BeforeEach
    void clear() throws IOException {
        assertThat(PYTHON)
                .as("the second reader of mails; `make test-tools` puts it there")
                .exists();
        Files.createDirectories(MAILS);
        try (var old = Files.list(MAILS)) {
            for (var file : old.toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void shouldBeUnderstoodByTheSecondReaderInAllItsParts() throws Exception {
        for (var arguments : LettersTest.letters().toList()) {
            write((String) arguments.get()[0], (Letter) arguments.get()[1]);
        }
        for (var words : NASTY) {
            for (var letter : LettersTest.saying(words)) {
                write("nasty", letter);
            }
        }
        write("nasty", new Letter("Hello\nBcc: eve@example.test", "", List.of(new Line.Paragraph("a".repeat(2_000)))));
        aroundTheChangesOfTheClocks();
        var story = story();
        Files.writeString(
                MAILS.resolve("expected.json"),
                new JsonObject().put("mails", expected).put("story", story).toString());

        var python = new ProcessBuilder(
                        PYTHON.toString(), ROOT.resolve(".ci/read-mails.py").toString(), MAILS.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(python.getInputStream().readAllBytes(), UTF_8);

        assertThat(python.waitFor()).as(said).isZero();
        assertThat(said).contains(number + " mails read, nothing wrong");
    }

    /** Evenings and nights in New York and elsewhere, before and after the clocks change. */
    private void aroundTheChangesOfTheClocks() throws IOException {
        for (var at : List.of(
                "2027-03-13T18:30 America/New_York",
                "2027-03-14T01:30 America/New_York",
                "2027-03-14T18:30 America/New_York",
                "2027-11-06T18:30 America/New_York",
                "2027-11-07T01:30 America/New_York",
                "2027-11-07T18:30 America/New_York",
                "2027-03-27T23:30 Europe/London",
                "2027-10-31T01:30 Europe/London",
                "2027-10-03T18:30 Australia/Lord_Howe",
                "2027-02-10T20:00 Africa/Casablanca",
                "2027-06-10T20:00 Asia/Tokyo",
                "2027-06-10T20:00 UTC")) {
            var when = at.split(" ");
            var event = event(LocalDateTime.parse(when[0]), ZoneId.of(when[1]), 0, null);
            write("clocks", appointment("A seat", event, Status.CONFIRMED, NOW));
        }
    }

    /** What one person gets about one event, and when it starts by their calendar after each; empty where it is gone. */
    private JsonArray story() throws IOException {
        var newYork = ZoneId.of("America/New_York");
        var first = event(LocalDateTime.parse("2027-03-14T18:30"), newYork, 0, null);
        var moved = event(LocalDateTime.parse("2027-03-13T18:30"), newYork, 1, null);
        var cancelled = event(moved.localStart(), newYork, 1, new Cancellation(NOW, "The kitchen is flooded."));
        var story = new JsonArray();
        var seatAt = NOW.plusSeconds(60);
        tell(story, appointment("You have a seat", first, Status.CONFIRMED, seatAt), first.startsAt());
        tell(story, appointment("Changed", moved, Status.CONFIRMED, seatAt), moved.startsAt());
        tell(story, appointment("You gave up your seat", moved, Status.CANCELLED, NOW.plusSeconds(120)), null);
        var again = NOW.plusSeconds(121);
        tell(story, appointment("You have a seat", moved, Status.CONFIRMED, again), moved.startsAt());
        tell(story, appointment("Cancelled", cancelled, Status.CONFIRMED, again), null);
        return story;
    }

    private void tell(JsonArray story, Letter letter, @Nullable Instant startsAt) throws IOException {
        clock.advance(Duration.ofMinutes(5));
        story.addObject()
                .put("file", write("story", letter))
                .put("startsAt", startsAt == null ? "" : startsAt.toString());
    }

    private static Letter appointment(String subject, Event event, Status status, Instant since) {
        var rsvp = new Rsvp(event.id(), LettersTest.person("Ada").id(), "Ada", status, since, since, 0, null, null);
        return new Letter(subject, "", List.of(new Line.Paragraph(subject)))
                .with(new CalendarInvite(
                        Entry.ofSeat(event, rsvp, true, "https://clockout.example"), "Night Owls", "Ada Lovelace"));
    }

    private static Event event(LocalDateTime localStart, ZoneId zone, int sequence, @Nullable Cancellation cancelled) {
        return new Event(
                new EventId("night-owls_4kqzt5x2mfvb7nws"),
                "Late lunch; soup, bread",
                "One\nTwo",
                localStart,
                zone,
                localStart.atZone(zone).toInstant(),
                90,
                new Event.Venue("The Canteen", "12 Water Street", "New York"),
                Event.Visibility.PUBLIC,
                sequence,
                1,
                NOW,
                cancelled);
    }

    /** Writes the mail, and what it is to be read as. */
    private String write(String name, Letter letter) throws IOException {
        var file = "%03d-%s.eml".formatted(++number, name);
        Files.write(MAILS.resolve(file), envelope.around("key/" + number, "sign-in", ADA, letter));
        var mail = expected.addObject()
                .put("file", file)
                .put("from", "Clockout Malmö, Inc.|hello@clockout.example")
                .put("to", ADA.value())
                .put("subject", letter.subject().replaceAll("\\p{Cntrl}+", " "))
                .put("date", clock.instant().toString())
                .put("text", letter.text())
                .put("html", letter.html())
                .put("unsubscribe", letter.unsubscribe() == null ? "" : letter.unsubscribe())
                .put("picture", letter.ticket().isPresent());
        var appointment = letter.invite();
        if (appointment != null) {
            var entry = appointment.entry();
            mail.putObject("calendar")
                    .put("method", entry.cancelled() ? "CANCEL" : "REQUEST")
                    .put("uid", entry.event() + "@clockout")
                    .put("sequence", entry.sequence())
                    .put("zone", entry.timezone().getId())
                    .put(
                            "wall",
                            LocalDateTime.ofInstant(entry.startsAt(), entry.timezone())
                                    .toString())
                    .put("startsAt", entry.startsAt().toString())
                    .put("endsAt", entry.endsAt().toString())
                    .put("summary", entry.title())
                    .put("location", entry.location())
                    .put("organizer", appointment.club().replace('"', '\''))
                    .put("attendee", appointment.reader().replace('"', '\''));
        }
        return file;
    }
}
