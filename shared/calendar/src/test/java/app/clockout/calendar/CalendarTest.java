package app.clockout.calendar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Event;
import app.clockout.domain.Event.Cancellation;
import app.clockout.domain.Event.Venue;
import app.clockout.domain.Event.Visibility;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Rsvp;
import app.clockout.domain.Rsvp.Status;
import biweekly.Biweekly;
import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.Observance;
import biweekly.component.VTimezone;
import biweekly.property.DateOrDateTimeProperty;
import biweekly.property.UtcOffsetProperty;
import biweekly.util.DateTimeComponents;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarTest {
    private static final Instant NOW = Instant.parse("2027-01-11T09:00:00Z");
    private static final String BASE = "https://clockout.example";
    private static final Participant CLUB = new Participant("Law Lima", new EmailAddress("hello@clockout.example"));
    private static final Participant MAYA = new Participant("Maya Lindqvist", new EmailAddress("maya+c@example.com"));

    @Test
    void shouldLetANameBeNothingButAText() {
        var text = Calendar.feed("Law, Lima; \\n\nX-EVIL:1", List.of(), Instant.parse("2027-01-01T00:00:00Z"));

        assertThat(text.lines())
                .contains("NAME:Law\\, Lima\\; \\\\n\\nX-EVIL:1", "X-WR-CALNAME:Law\\, Lima\\; \\\\n\\nX-EVIL:1")
                .noneMatch(line -> line.startsWith("X-EVIL"));
    }

    @Test
    void shouldTellAnEventAsCalendarsWantIt() {
        var event = event("a", "2027-01-14T18:30", "America/New_York");

        var text = Calendar.feed("Law Lima", List.of(Entry.of(event, true, BASE)), NOW);

        assertThat(text.lines())
                .startsWith("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Clockout//Clockout//EN")
                .contains(
                        "NAME:Law Lima",
                        "X-WR-CALNAME:Law Lima",
                        "BEGIN:VTIMEZONE",
                        "TZID:America/New_York",
                        "BEGIN:VEVENT",
                        "UID:law-lima_aaaaaaaaaaaaaaaa@clockout",
                        "SEQUENCE:2",
                        "DTSTAMP:20270111T090000Z",
                        "DTSTART;TZID=America/New_York:20270114T183000",
                        "DTEND;TZID=America/New_York:20270114T203000",
                        "SUMMARY:Talk\\; and more\\, \\\\o/",
                        "LOCATION:Bar\\, 1 Main St\\, New York",
                        "DESCRIPTION:One\\nTwo",
                        "URL:https://clockout.example/events/law-lima_aaaaaaaaaaaaaaaa",
                        "STATUS:CONFIRMED",
                        "END:VCALENDAR");
        assertThat(text.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
        assertThat(read(text).getEvents()).hasSize(1);
    }

    @Test
    void shouldKeepTheStreetFromThoseWhoAreNotToSeeIt() {
        var event = event("a", "2027-01-14T18:30", "America/New_York");

        assertThat(Calendar.feed("x", List.of(Entry.of(event, false, BASE)), NOW))
                .contains("LOCATION:Bar\\, New York")
                .doesNotContain("Main St");
    }

    @Test
    void shouldCountACancellationUp() {
        var event = event("a", "2027-01-14T18:30", "America/New_York");
        var cancelled = event.cancelled(new Cancellation(NOW, "The roof leaks."));

        var entry = read(Calendar.feed("x", List.of(Entry.of(cancelled, false, BASE)), NOW))
                .getEvents()
                .getFirst();

        assertThat(entry.getStatus()).isEqualTo(biweekly.property.Status.cancelled());
        assertThat(entry.getSequence().getValue()).isEqualTo(event.sequence() + 1);
        assertThat(entry.getDescription().getValue()).isEqualTo("Cancelled: The roof leaks.");
        assertThat(entry.getUid().getValue()).isEqualTo(event.id() + "@clockout");
    }

    /** What a calendar reads with nothing but the VTIMEZONE is the instant that Java means. */
    @ParameterizedTest
    @CsvSource({
        "2027-01-14T18:30, America/New_York",
        "2027-07-14T18:30, America/New_York",
        "2027-03-13T18:30, America/New_York",
        "2027-03-14T01:30, America/New_York",
        "2027-03-14T03:00, America/New_York",
        "2027-03-14T18:30, America/New_York",
        "2027-11-06T18:30, America/New_York",
        "2027-11-06T23:30, America/New_York",
        "2027-11-07T01:30, America/New_York",
        "2027-11-07T02:00, America/New_York",
        "2027-11-07T18:30, America/New_York",
        "2027-03-28T01:30, Europe/Berlin",
        "2027-03-28T03:30, Europe/Berlin",
        "2027-10-31T01:59, Europe/Berlin",
        "2027-10-31T03:00, Europe/Berlin",
        "2027-12-24T20:00, Australia/Lord_Howe",
        "2027-06-24T20:00, Australia/Lord_Howe",
        "2027-10-03T01:30, Australia/Sydney",
        "2027-02-10T20:00, Africa/Casablanca",
        "2027-02-10T20:00, Asia/Kathmandu",
        "2027-02-10T20:00, Africa/Abidjan",
        "2027-02-10T20:00, Europe/Dublin",
        "2036-02-10T20:00, Europe/Dublin",
        "2027-02-10T20:00, UTC",
    })
    void shouldCarryTheClockOfThePlace(LocalDateTime local, String zone) {
        var event = event("a", local.toString(), zone);

        var text = Calendar.feed("x", List.of(Entry.of(event, false, BASE)), NOW);

        var calendar = read(text);
        var entry = calendar.getEvents().getFirst();
        var timezone = calendar.getTimezoneInfo().getComponents().iterator().next();
        assertThat(timezone.getTimezoneId().getValue()).isEqualTo(zone);
        assertThat(text)
                .contains("DTSTART;TZID=" + zone + ":" + local.toString().replaceAll("[-:]", "") + "00");
        assertThat(instant(local(entry.getDateStart()), timezone)).isEqualTo(event.startsAt());
        if (text.contains("DTEND;TZID=" + zone)) {
            assertThat(instant(local(entry.getDateEnd()), timezone)).isEqualTo(event.endsAt());
        } else {
            assertThat(entry.getDateEnd().getValue().toInstant()).isEqualTo(event.endsAt());
        }
    }

    @Test
    void shouldTellInUtcOnlyAnEndThatWouldBeTakenForAnEarlierOne() {
        var end = "DTEND:20271031T015900Z\r\n";

        assertThat(Calendar.feed(
                        "x", List.of(Entry.of(event("a", "2027-10-31T01:59", "Europe/Berlin"), false, BASE)), NOW))
                .contains(end);
        assertThat(Calendar.feed(
                        "x", List.of(Entry.of(event("a", "2027-10-31T02:00", "Europe/Berlin"), false, BASE)), NOW))
                .contains("DTEND;TZID=Europe/Berlin:20271031T030000\r\n");
    }

    @Test
    void shouldTellBothChangesOfTheClocksAround() {
        var text = Calendar.feed(
                "x", List.of(Entry.of(event("a", "2027-07-14T18:30", "Europe/Berlin"), false, BASE)), NOW);

        assertThat(text)
                .contains("BEGIN:DAYLIGHT\r\nDTSTART:20270328T020000\r\n")
                .contains("BEGIN:STANDARD\r\nDTSTART:20271031T030000\r\n")
                .contains("TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200", "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100");
    }

    @Test
    void shouldCoverAllEventsOfAFeedWithOneZoneEach() {
        var text = Calendar.feed(
                "x",
                List.of(
                        Entry.of(event("a", "2027-01-14T18:30", "Europe/Berlin"), false, BASE),
                        Entry.of(event("b", "2028-07-14T18:30", "Europe/Berlin"), false, BASE),
                        Entry.of(event("c", "2027-07-14T18:30", "America/Lima"), false, BASE)),
                NOW);

        assertThat(text.split("BEGIN:VTIMEZONE", -1)).hasSize(3);
        assertThat(read(text).getEvents().stream()
                        .map(entry ->
                                entry.getDateStart().getValue().toInstant().toString()))
                .containsExactly("2027-01-14T17:30:00Z", "2028-07-14T16:30:00Z", "2027-07-14T23:30:00Z");
    }

    @Test
    void shouldBeAGoodCalendarWithoutEntriesAsWell() {
        assertThat(Calendar.feed("Nobody's", List.of(), NOW))
                .contains("NAME:Nobody's")
                .doesNotContain("VEVENT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ü", "日本語", "\uD83D\uDE80", "a, b; c\\ "})
    void shouldCutNoLineLongerThan75OctetsAndNoCharacter(String unit) {
        var title = unit.repeat(60).strip();
        var entry = Entry.of(event("a", "2027-01-14T18:30", "UTC"), false, BASE);
        var long_ = new Entry(
                entry.event(), 0, title, entry.startsAt(), entry.endsAt(), entry.timezone(), "x", "", BASE, false);

        var text = Calendar.feed("x", List.of(long_), NOW);

        assertThat(text.lines())
                .allSatisfy(line -> assertThat(line.getBytes(UTF_8).length).isLessThanOrEqualTo(75));
        assertThat(read(text).getEvents().getFirst().getSummary().getValue()).isEqualTo(title);
    }

    @Test
    void shouldInviteWhoHasASeat() {
        var event = event("a", "2027-01-14T18:30", "America/New_York");
        var seat = Entry.ofSeat(event, answer(Status.CONFIRMED, NOW), true, BASE);

        var invitation = Calendar.invitation(seat, CLUB, MAYA, NOW.plusSeconds(7));

        assertThat(invitation.method()).isEqualTo("REQUEST");
        assertThat(invitation.mediaType()).isEqualTo("text/calendar; method=REQUEST; charset=UTF-8");
        assertThat(unfolded(invitation.text()).lines())
                .containsOnlyOnce(
                        "METHOD:REQUEST",
                        "UID:law-lima_aaaaaaaaaaaaaaaa@clockout",
                        "SEQUENCE:2",
                        "DTSTAMP:20270111T090007Z",
                        "DTSTART;TZID=America/New_York:20270114T183000",
                        "LOCATION:Bar\\, 1 Main St\\, New York",
                        "DESCRIPTION:One\\nTwo\\n\\nDeleting this entry keeps your seat. Can't make it? Give it back here\\, so that"
                                + " another can come: " + BASE + "/events/law-lima_aaaaaaaaaaaaaaaa",
                        "STATUS:CONFIRMED",
                        "TRANSP:OPAQUE",
                        "ORGANIZER;CN=Law Lima:mailto:hello@clockout.example",
                        "BEGIN:VALARM",
                        "ACTION:DISPLAY",
                        "TRIGGER;RELATED=START:-PT2H");
        var attendee = read(invitation.text()).getEvents().getFirst().getAttendees();
        assertThat(attendee).hasSize(1);
        assertThat(unfolded(invitation.text()).lines().filter(line -> line.startsWith("ATTENDEE")))
                .singleElement()
                .asString()
                .contains(";PARTSTAT=ACCEPTED", ";RSVP=FALSE", ";ROLE=REQ-PARTICIPANT", ";CN=Maya Lindqvist")
                .endsWith(":mailto:maya+c@example.com");
    }

    @Test
    void shouldTakeTheEntryOutOfTheCalendarOfWhoGaveTheirSeatBack() {
        var event = event("a", "2027-01-14T18:30", "America/New_York");
        var seat = Entry.ofSeat(event, answer(Status.CANCELLED, NOW.plusSeconds(60)), false, BASE);

        var invitation = Calendar.invitation(seat, CLUB, MAYA, NOW.plusSeconds(61));

        assertThat(invitation.method()).isEqualTo("CANCEL");
        assertThat(unfolded(invitation.text()).lines())
                .containsOnlyOnce(
                        "METHOD:CANCEL",
                        "UID:law-lima_aaaaaaaaaaaaaaaa@clockout",
                        "STATUS:CANCELLED",
                        "ORGANIZER;CN=Law Lima:mailto:hello@clockout.example")
                .doesNotContain("BEGIN:VALARM");
        assertThat(read(invitation.text()).getEvents()).hasSize(1);
    }

    /** What a calendar program does: it keeps what has the higher sequence. */
    @Test
    void shouldCountUpWithEachMailThatSomebodyGetsWhateverHappensInBetween() {
        var before = event("a", "2027-01-14T18:30", "America/New_York");
        var moved = moved(before);
        var later = NOW.plusMillis(50);
        var last = NOW.plusSeconds(86_400 * 700);

        assertThat(Stream.of(
                        Entry.ofSeat(before, answer(Status.CONFIRMED, NOW), true, BASE),
                        Entry.ofSeat(before, answer(Status.CANCELLED, later), true, BASE),
                        Entry.ofSeat(before, answer(Status.CONFIRMED, later.plusMillis(50)), true, BASE),
                        Entry.ofSeat(moved, answer(Status.CONFIRMED, later.plusMillis(50)), true, BASE),
                        Entry.ofSeat(moved, answer(Status.CANCELLED, last.minusSeconds(1)), true, BASE),
                        Entry.ofSeat(moved, answer(Status.CONFIRMED, last), true, BASE),
                        Entry.ofSeat(
                                moved.cancelled(new Cancellation(last, "")),
                                answer(Status.CONFIRMED, last),
                                true,
                                BASE)))
                .extracting(Entry::sequence)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldKeepASequenceWithinItsBitsHoweverLongAgoTheEventWasAnnounced() {
        var event = event("a", "2027-01-14T18:30", "America/New_York");

        assertThat(Entry.ofSeat(event, answer(Status.CONFIRMED, NOW.plusSeconds(86_400L * 3_653)), true, BASE)
                        .sequence())
                .isPositive();
        assertThat(Entry.ofSeat(event, answer(Status.CONFIRMED, NOW.minusSeconds(1)), true, BASE)
                        .sequence())
                .isEqualTo(event.sequence());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zoë O'Neil & Łukasz",
                "Night; Owls, Inc.: \"the\" \\n ^n one",
                "=?utf-8?q?hi?=",
                "👩🏽‍🚀🏳️‍🌈",
                "سارة بنت علي"
            })
    void shouldInviteAnybodyWhateverTheirNameIs(String name) {
        var event = event("a", "2027-01-14T18:30", "America/New_York");
        var seat = Entry.ofSeat(event, answer(Status.CONFIRMED, NOW), true, BASE);
        var address = new EmailAddress("maya@example.com");

        var text = Calendar.invitation(seat, new Participant(name, address), new Participant(name, address), NOW)
                .text();

        assertThat(text.lines())
                .allSatisfy(line -> assertThat(line.getBytes(UTF_8).length).isLessThanOrEqualTo(75));
        var read = read(text).getEvents().getFirst();
        assertThat(read.getOrganizer().getCommonName()).isEqualTo(name.replace('"', '\''));
        assertThat(read.getAttendees().getFirst().getCommonName()).isEqualTo(name.replace('"', '\''));
        assertThat(read.getAttendees().getFirst().getEmail()).isEqualTo("maya@example.com");
    }

    private static Event moved(Event event) {
        var localStart = event.localStart().plusDays(1);
        return new Event(
                event.id(),
                event.title(),
                event.description(),
                localStart,
                event.timezone(),
                localStart.atZone(event.timezone()).toInstant(),
                event.durationMinutes(),
                event.venue(),
                event.visibility(),
                event.sequence() + 1,
                event.version() + 1,
                event.createdAt(),
                null);
    }

    private static Rsvp answer(Status status, Instant since) {
        return new Rsvp(
                new EventId("law-lima_aaaaaaaaaaaaaaaa"),
                new MemberId("4kqzt5x2mfvb7nwsr3hdcy6pge"),
                "Maya",
                status,
                since,
                since,
                0,
                null,
                null);
    }

    private static String unfolded(String text) {
        return text.replace("\r\n ", "");
    }

    /** The calendar, parsed and found valid. */
    private static ICalendar read(String text) {
        var reader = Biweekly.parse(text);
        var calendar = reader.first();
        assertThat(calendar).isNotNull();
        assertThat(calendar.validate(ICalVersion.V2_0).isEmpty())
                .as(calendar.validate(ICalVersion.V2_0).toString())
                .isTrue();
        return calendar;
    }

    private static LocalDateTime local(DateOrDateTimeProperty time) {
        return local(time.getValue().getRawComponents());
    }

    private static LocalDateTime local(DateTimeComponents time) {
        return LocalDateTime.of(
                time.getYear(), time.getMonth(), time.getDate(), time.getHour(), time.getMinute(), time.getSecond());
    }

    /**
     * What a local time is by a VTIMEZONE, as RFC 5545, section 3.6.5, says: by the last change before it; told once where
     * the clocks go back over it, by the first time that it comes.
     */
    private static Instant instant(LocalDateTime local, VTimezone timezone) {
        var changes = new TreeMap<Instant, Observance>();
        Stream.concat(timezone.getStandardTimes().stream(), timezone.getDaylightSavingsTime().stream())
                .forEach(change -> changes.put(
                        local(change.getDateStart()).toInstant(offset(change.getTimezoneOffsetFrom())), change));
        var offset = offset(changes.firstEntry().getValue().getTimezoneOffsetTo());
        for (var change : changes.entrySet()) {
            // Still in the offset before, the time does not come before the change.
            if (!local.toInstant(offset).isBefore(change.getKey())) {
                offset = offset(change.getValue().getTimezoneOffsetTo());
            }
        }
        return local.toInstant(offset);
    }

    private static ZoneOffset offset(UtcOffsetProperty offset) {
        return ZoneOffset.ofTotalSeconds((int) (offset.getValue().getMillis() / 1000));
    }

    private static Event event(String letter, String local, String zone) {
        var start = LocalDateTime.parse(local);
        var timezone = ZoneId.of(zone);
        return new Event(
                new EventId("law-lima_" + letter.repeat(16)),
                "Talk; and more, \\o/",
                "One\nTwo",
                start,
                timezone,
                start.atZone(timezone).toInstant(),
                120,
                new Venue("Bar", "1 Main St", "New York"),
                Visibility.PUBLIC,
                2,
                5,
                NOW,
                null);
    }
}
