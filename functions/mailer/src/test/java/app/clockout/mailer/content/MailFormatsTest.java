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
                "America/New_York | Europe/London | Thursday, 14 January 2027, 18:30 in New York, 23:30 your time (London)",
                "America/New_York | America/New_York | Thursday, 14 January 2027, 18:30 in New York",
                "Europe/Stockholm | Europe/Berlin | Thursday, 14 January 2027, 18:30 in Stockholm",
                "Europe/Stockholm | UTC | Thursday, 14 January 2027, 18:30 in Stockholm, 17:30 your time (UTC)",
                "UTC | Europe/Stockholm | Thursday, 14 January 2027, 18:30 UTC, 19:30 your time (Stockholm)",
                "Etc/GMT+5 | Etc/GMT+6 | Thursday, 14 January 2027, 18:30 GMT+5, 17:30 your time (GMT+6)",
                "America/Argentina/Buenos_Aires | UTC | Thursday, 14 January 2027, 18:30 in Buenos Aires, 21:30 your time"
                        + " (UTC)",
                "America/New_York | Asia/Kolkata | Thursday, 14 January 2027, 18:30 in New York, or Friday, 15 January"
                        + " 2027, 05:00 your time (Kolkata)",
                "Pacific/Auckland | Europe/London | Thursday, 14 January 2027, 18:30 in Auckland, 05:30 your time (London)",
                "Asia/Tokyo | America/New_York | Thursday, 14 January 2027, 18:30 in Tokyo, 04:30 your time (New York)",
                "Asia/Tokyo | Pacific/Honolulu | Thursday, 14 January 2027, 18:30 in Tokyo, or Wednesday, 13 January"
                        + " 2027, 23:30 your time (Honolulu)"
            })
    void shouldSayWhenByBothClocksWhereTheyDiffer(String venue, String reader, String said) {
        assertThat(MailFormats.start(event(venue, "2027-01-14T18:30"), reader(reader)))
                .isEqualTo(said);
    }

    @Test
    void shouldSayADeadlineByTheSameClocks() {
        assertThat(MailFormats.time(
                        Instant.parse("2027-03-28T01:30:00Z"),
                        event("Europe/Stockholm", "2027-03-28T18:30"),
                        reader("Europe/London")))
                .as("the night the clocks go forward")
                .isEqualTo("Sunday, 28 March 2027, 03:30 in Stockholm, 02:30 your time (London)");
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

    private static Event event(String zone, String localStart) {
        var start = LocalDateTime.parse(localStart);
        return new Event(
                new EventId("night-owls_4kqzt5x2mfvb7nws"),
                "Late lunch",
                "",
                start,
                ZoneId.of(zone),
                start.atZone(ZoneId.of(zone)).toInstant(),
                60,
                new Event.Venue("Hall", "", "Lyon"),
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
