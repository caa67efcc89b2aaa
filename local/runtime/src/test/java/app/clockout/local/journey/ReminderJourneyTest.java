package app.clockout.local.journey;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The four nights of 2027 in which the clocks change in New York or London, each with an event in New York on the evening
 * after it, and guests at home in Tokyo, London and New York.
 */
class ReminderJourneyTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Map<String, String> GUESTS =
            Map.of("yuki", "Asia/Tokyo", "olive", "Europe/London", "nora", NEW_YORK.getId());

    private static Network network;

    @BeforeAll
    static void start() {
        network = Network.start();
        GUESTS.forEach((name, zone) -> {
            network.post("/signup", """
                    {"email":"%s","name":"%s","industry":"design","role":"Designer","city":"Somewhere","timezone":"%s","consent":true}""".formatted(address(name), name, zone));
            network.settle();
            network.confirm(address(name));
        });
        network.settle();
        var founder = network.signInFounder();
        network.post("/admin/waitlist/decisions", "{\"decision\":\"approve\",\"first\":3}", founder);
        network.post("/clubs", """
                {"name":"Night Owls","industry":"design","city":"New York","timezone":"America/New_York",
                 "description":"We stay up.","joining":"open"}""", founder);
        network.settle();
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    @ParameterizedTest
    @CsvSource({
        // The clocks of New York go forward.
        "2027-03-14T18:30, 'Sunday, 14 March 2027, 18:30 in New York', '22:30', 'Monday, 15 March 2027, 07:30',"
                + " 2027-03-13T22:30:00Z, 2027-03-14T20:30:00Z, 2027-03-15T13:00:00Z",
        // Those of London do.
        "2027-03-28T18:30, 'Sunday, 28 March 2027, 18:30 in New York', '23:30', 'Monday, 29 March 2027, 07:30',"
                + " 2027-03-27T22:30:00Z, 2027-03-28T20:30:00Z, 2027-03-29T13:00:00Z",
        // And back again.
        "2027-10-31T18:30, 'Sunday, 31 October 2027, 18:30 in New York', '22:30', 'Monday, 1 November 2027, 07:30',"
                + " 2027-10-30T22:30:00Z, 2027-10-31T20:30:00Z, 2027-11-01T13:00:00Z",
        // Those of New York, too.
        "2027-11-07T18:30, 'Sunday, 7 November 2027, 18:30 in New York', '23:30', 'Monday, 8 November 2027, 08:30',"
                + " 2027-11-06T23:30:00Z, 2027-11-07T21:30:00Z, 2027-11-08T14:00:00Z",
    })
    void shouldRemindEverybodyOnceAtTheMinuteByTheirOwnClock(
            LocalDateTime start,
            String inNewYork,
            String inLondon,
            String inTokyo,
            Instant dayBefore,
            Instant twoHoursBefore,
            Instant morningAfter) {
        var said = Map.of(
                "nora", inNewYork,
                "olive", inNewYork + ", " + inLondon + " your time (London)",
                "yuki", inNewYork + ", or " + inTokyo + " your time (Tokyo)");
        network.leapTo(start.minusDays(5).atZone(NEW_YORK).toInstant());
        var founder = network.signInFounder();
        // At first it is to be the evening before.
        var event = network.post("/clubs/night-owls/events", event(start.minusDays(1)), founder)
                .json()
                .get("eventId")
                .asText();
        GUESTS.keySet()
                .forEach(name -> assertThat(network.put("/events/" + event + "/rsvp", network.signIn(address(name)))
                                .status())
                        .isEqualTo(200));
        network.settle();
        var moved = network.put("/events/" + event, event(start), "\"1\"", founder);
        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        network.settle();
        said.forEach((name, time) -> {
            var first = mails(name, "seat-confirmed", event).getFirst();
            var then = mails(name, "event-changed", event).getFirst();
            assertThat(words(then.get("text").asText())).contains(time);
            assertThat(then.get("html").asText()).contains(time);
            assertThat(calendars(first)).isNotEmpty().allSatisfy(entry -> assertStarts(entry, start.minusDays(1)));
            assertThat(calendars(then)).isNotEmpty().allSatisfy(entry -> {
                assertStarts(entry, start);
                assertThat(sequence(entry))
                        .isGreaterThan(sequence(calendars(first).getFirst()));
            });
        });

        shouldSendAt(dayBefore, "reminder-24h", event, said);
        shouldSendAt(twoHoursBefore, "reminder-2h", event, said);
        network.leapTo(start.atZone(NEW_YORK).toInstant());
        network.get("/events/" + event + "/rsvps", founder).json().get("items").forEach(guest -> assertThat(
                        network.post(
                                        "/events/" + event + "/checkins",
                                        "{\"memberId\":\"%s\"}"
                                                .formatted(guest.get("memberId").asText()),
                                        founder)
                                .status())
                .isEqualTo(200));
        shouldSendAt(morningAfter, "event-followup", event, Map.of("nora", "", "olive", "", "yuki", ""));
        assertThat(sent(event)).isEqualTo(allOnce());
    }

    /** That each guest gets a mail in the minute that begins then, none before it, and no second one however often it is asked for. */
    private static void shouldSendAt(Instant due, String kind, String event, Map<String, String> said) {
        network.leapTo(due.minus(MINUTE));
        network.settle();
        said.keySet().forEach(name -> assertThat(mails(name, kind, event)).isEmpty());

        network.advance(MINUTE.multipliedBy(2));
        network.post("/_local/redeliver", "{\"queue\":\"reminders\",\"count\":9}");
        network.post("/_local/redeliver", "{\"queue\":\"mail-bulk\",\"count\":9}");
        network.settle();

        said.forEach((name, time) -> {
            assertThat(mails(name, kind, event)).hasSize(1);
            var mail = mails(name, kind, event).getFirst();
            assertThat(Instant.parse(mail.get("sentAt").asText())).isBetween(due, due.plus(MINUTE));
            assertThat(words(mail.get("text").asText())).contains(time);
            assertThat(mail.get("html").asText()).contains(time);
        });
    }

    /** How many mails of each kind went out about an event. */
    private static Map<String, Integer> sent(String event) {
        var sent = new LinkedHashMap<String, Integer>();
        network.inbox("", "").reversed().stream()
                .filter(mail -> mail.get("html").asText().contains(event))
                .forEach(mail -> sent.merge(mail.get("kind").asText(), 1, Integer::sum));
        return sent;
    }

    private static Map<String, Integer> allOnce() {
        var all = new LinkedHashMap<String, Integer>();
        List.of("seat-confirmed", "event-changed", "reminder-24h", "reminder-2h", "event-followup")
                .forEach(kind -> all.put(kind, GUESTS.size()));
        return all;
    }

    private static String address(String name) {
        return name + "@example.com";
    }

    private static String event(LocalDateTime start) {
        return """
                {"title":"Late supper","description":"","startsAt":"%s","timezone":"America/New_York","durationMinutes":120,
                 "venue":{"name":"The long table","address":"214 West 29th Street","city":"New York"},
                 "capacity":9,"visibility":"public"}""".formatted(start);
    }

    private static List<JsonNode> mails(String name, String kind, String event) {
        return network.inbox(address(name), kind).stream()
                .filter(mail -> mail.get("html").asText().contains(event))
                .toList();
    }

    /** The calendar's entry as it is told, each time, with its lines as they were before RFC 5545 folded them. */
    private static List<String> calendars(JsonNode mail) {
        var calendars = new ArrayList<String>();
        mail.get("attachments").forEach(attachment -> {
            if (attachment.get("type").asText().equals("text/calendar")) {
                calendars.add(attachment.get("content").asText().replaceAll("\r?\n ", ""));
            }
        });
        return calendars;
    }

    private static void assertStarts(String entry, LocalDateTime start) {
        var written = start.toString().replaceAll("[-:]", "") + "00";
        assertThat(entry)
                .contains("METHOD:REQUEST", "BEGIN:VTIMEZONE", "TZID:America/New_York")
                .contains("DTSTART;TZID=America/New_York:" + written);
    }

    private static int sequence(String entry) {
        return entry.lines()
                .filter(line -> line.startsWith("SEQUENCE:"))
                .mapToInt(line -> Integer.parseInt(line.substring("SEQUENCE:".length())))
                .findFirst()
                .orElseThrow();
    }

    /** A text without the ends of its lines. */
    private static String words(String text) {
        return text.lines().map(String::strip).collect(joining(" "));
    }
}
