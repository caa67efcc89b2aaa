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
        assertThat(MailFormats.start(event(venue, city, "2027-01-14T18:30"), reader(reader)))
                .isEqualTo(said);
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
        var start = LocalDateTime.parse(localStart);
        return new Event(
                new EventId("night-owls_4kqzt5x2mfvb7nws"),
                "Late lunch",
                "",
                start,
                ZoneId.of(zone),
                start.atZone(ZoneId.of(zone)).toInstant(),
                60,
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
