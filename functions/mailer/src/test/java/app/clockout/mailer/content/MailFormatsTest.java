package app.clockout.mailer.content;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Event;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Place;
import app.clockout.domain.Standing;
import app.clockout.mailer.MailFixture;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailFormatsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "America/New_York | Boston | Europe/London | Thursday, 14 January 2027, 18:30 in Boston, 23:30 your time (London)",
                "America/New_York | Boston | America/New_York | Thursday, 14 January 2027, 18:30 in Boston",
                "Europe/Stockholm | Malmö | Europe/Berlin | Thursday, 14 January 2027, 18:30 in Malmö",
                "Europe/Stockholm | Malmö | UTC | Thursday, 14 January 2027, 18:30 in Malmö, 17:30 your time (UTC)",
                "America/New_York | Boston | Asia/Kolkata | Thursday, 14 January 2027, 18:30 in Boston, or Friday, 15"
                        + " January 2027, 05:00 your time (Kolkata)",
                "Asia/Tokyo | Osaka | Pacific/Honolulu | Thursday, 14 January 2027, 18:30 in Osaka, or Wednesday, 13 January"
                        + " 2027, 23:30 your time (Honolulu)",
                // Nobody's clock where the reader never chose one: the venue's, with its offset.
                "Asia/Kolkata | Delhi | '' | Thursday, 14 January 2027, 18:30 in Delhi (GMT+5:30)",
                "America/New_York | Boston | '' | Thursday, 14 January 2027, 18:30 in Boston (GMT-5)",
                "Europe/London | Leeds | '' | Thursday, 14 January 2027, 18:30 in Leeds (GMT)",
                "UTC | Reykjavík | '' | Thursday, 14 January 2027, 18:30 in Reykjavík (GMT)"
            })
    void shouldSayWhenByBothClocksWhereTheyDiffer(String venue, String city, String reader, String said) {
        assertThat(MailFormats.when(event(venue, city, "2027-01-14T18:30"), reader(reader)))
                .isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Asia/Kolkata | Delhi | '' | 2027-01-15T18:30 | 2490 | Fri 15 Jan 2027, 18:30 – Sun 17 Jan 2027, 12:00 in Delhi"
                        + " (GMT+5:30)",
                "Asia/Kolkata | Delhi | Asia/Kolkata | 2027-01-15T18:30 | 2490 | Fri 15 Jan 2027, 18:30 – Sun 17 Jan 2027, 12:00"
                        + " in Delhi",
                "America/New_York | Boston | Asia/Kolkata | 2027-01-15T18:30 | 2490 | Fri 15 Jan 2027, 18:30 – Sun 17 Jan 2027,"
                        + " 12:00 in Boston, or Sat 16 Jan 2027, 05:00 – Sun 17 Jan 2027, 22:30 your time (Kolkata)",
                // The clocks change at the venue alone, in between.
                "America/New_York | Boston | '' | 2027-03-12T18:30 | 2430 | Fri 12 Mar 2027, 18:30 (GMT-5) – Sun 14 Mar 2027, 12:00"
                        + " (GMT-4) in Boston",
                "America/New_York | Boston | America/Bogota | 2027-03-12T18:30 | 2430 | Fri 12 Mar 2027, 18:30 – Sun 14 Mar 2027,"
                        + " 12:00 in Boston, or Fri 12 Mar 2027, 18:30 – Sun 14 Mar 2027, 11:00 your time (Bogota)",
                // Of an end that the clocks show twice.
                "America/New_York | Boston | America/New_York | 2027-11-05T18:30 | 1920 | Fri 5 Nov 2027, 18:30 – Sun 7 Nov 2027,"
                        + " 01:30 (GMT-5) in Boston",
                "Asia/Kolkata | Delhi | America/New_York | 2027-11-06T04:00 | 1860 | Sat 6 Nov 2027, 04:00 – Sun 7 Nov 2027, 11:00"
                        + " in Delhi, or Fri 5 Nov 2027, 18:30 – Sun 7 Nov 2027, 01:30 (GMT-4) your time (New York)",
                // Till midnight.
                "Europe/Stockholm | Malmö | Europe/Berlin | 2027-01-14T18:30 | 330 | Thu 14 Jan 2027, 18:30 – Fri 15 Jan 2027, 00:00"
                        + " in Malmö"
            })
    void shouldSayBothEndsOfWhatEndsOnAnotherDay(
            String venue, String city, String reader, String start, int minutes, String said) {
        assertThat(MailFormats.when(event(venue, city, start, minutes), reader(reader)))
                .isEqualTo(said);
    }

    @Test
    void shouldSayWhichOfTwoEqualTimesIsMeant() {
        var event = event("America/New_York", "Boston", "2027-11-07T01:30");
        assertThat(MailFormats.clock(event)).isEqualTo("01:30 (GMT-4) in Boston");
        assertThat(MailFormats.when(event, reader("America/New_York")))
                .isEqualTo("Sunday, 7 November 2027, 01:30 (GMT-4) in Boston");
        assertThat(MailFormats.when(event, reader(""))).isEqualTo("Sunday, 7 November 2027, 01:30 in Boston (GMT-4)");
        assertThat(MailFormats.time(Instant.parse("2027-11-07T06:30:00Z"), event, reader("Europe/London")))
                .isEqualTo("Sunday, 7 November 2027, 01:30 (GMT-5) in Boston, 06:30 your time (London)");
        assertThat(MailFormats.time(
                        Instant.parse("2027-11-07T06:30:00Z"),
                        event("Asia/Kolkata", "Delhi", "2027-11-07T18:30"),
                        reader("America/New_York")))
                .isEqualTo("Sunday, 7 November 2027, 12:00 in Delhi, 01:30 (GMT-5) your time (New York)");
    }

    @Test
    void shouldSayTheDaysOfAnEvent() {
        assertThat(MailFormats.days(event("Asia/Kolkata", "Delhi", "2027-01-15T20:00", 480)))
                .isEqualTo("on Friday, 15 January");
        assertThat(MailFormats.days(event("Asia/Kolkata", "Delhi", "2027-01-15T18:30", 2490)))
                .isEqualTo("from Friday, 15 January to Sunday, 17 January");
        assertThat(MailFormats.there(event("Asia/Kolkata", "Delhi", "2027-01-15T18:30", 60)))
                .isEqualTo("Friday, 15 January, 18:30 in Delhi");
        assertThat(MailFormats.there(event("Asia/Kolkata", "Delhi", "2027-01-15T18:30", 2490)))
                .isEqualTo("Fri 15 Jan 2027, 18:30 – Sun 17 Jan 2027, 12:00 in Delhi");
    }

    @Test
    void shouldSayADeadlineByTheSameClocks() {
        assertThat(MailFormats.time(
                        Instant.parse("2027-03-28T01:30:00Z"),
                        event("Europe/Stockholm", "Malmö", "2027-03-28T18:30"),
                        reader("Europe/London")))
                .as("the night the clocks go forward")
                .isEqualTo("Sunday, 28 March 2027, 03:30 in Malmö, 02:30 your time (London)");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1 minute",
        "45, 45 minutes",
        "60, 1 hour",
        "61, 1 hour 1 minute",
        "120, 2 hours",
        "150, 2 hours 30 minutes",
        "1440, 24 hours"
    })
    void shouldSayHowLong(int minutes, String said) {
        assertThat(MailFormats.duration(minutes)).isEqualTo(said);
    }

    @Test
    void shouldSayWhereWithOrWithoutTheStreet() {
        assertThat(MailFormats.place(new Event.Venue("Hall", "1 Rue É", "Lyon"), true))
                .isEqualTo("Hall, 1 Rue É, Lyon");
        assertThat(MailFormats.place(new Event.Venue("Hall", "1 Rue É", "Lyon"), false))
                .isEqualTo("Hall, Lyon");
        assertThat(MailFormats.place(new Event.Venue("بيت", "1 Rue É", "Lyon"), false))
                .isEqualTo("\u2068بيت\u2069, Lyon");
    }

    private static Event event(String zone, String city, String localStart) {
        return event(zone, city, localStart, 60);
    }

    private static Event event(String zone, String city, String localStart, int minutes) {
        var start = LocalDateTime.parse(localStart);
        return new Event(
                new EventId("night-owls_4kqzt5x2mfvb7nws"),
                "Late lunch",
                "",
                start,
                ZoneId.of(zone),
                start.atZone(ZoneId.of(zone)).toInstant(),
                minutes,
                new Event.Venue("Hall", "", city),
                Event.Visibility.PUBLIC,
                0,
                1,
                Instant.EPOCH,
                null);
    }

    private static Person reader(String zone) {
        return new Person(
                new MemberId("maya"),
                new EmailAddress("maya@example.com"),
                MailFixture.details("Maya", zone),
                Standing.APPROVED,
                false,
                false,
                Instant.EPOCH,
                new Place(1),
                1,
                Instant.EPOCH,
                true);
    }
}
