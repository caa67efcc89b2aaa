package app.clockout.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Event;
import app.clockout.domain.EventId;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both ends of what ends on another day, and which one is meant where the clocks show a time twice. */
class TimesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Within a day: the start, and the hour of the end.
                "Delhi | Asia/Kolkata | 2027-01-14T13:00:00Z | 120 | Thursday, 14 January 2027, 18:30 in Delhi (GMT+5:30) | 20:30",
                "Boston | America/New_York | 2027-01-14T23:30:00Z | 329 | Thursday, 14 January 2027, 18:30 in Boston (GMT-5) | 23:59",
                // Till midnight, which is the next day's, and beyond it.
                "Boston | America/New_York | 2027-01-14T23:30:00Z | 330 | Thu 14 Jan 2027, 18:30 – Fri 15 Jan 2027, 00:00 in Boston (GMT-5) | ''",
                "Boston | America/New_York | 2026-12-31T23:30:00Z | 480 | Thu 31 Dec 2026, 18:30 – Fri 1 Jan 2027, 02:30 in Boston (GMT-5) | ''",
                // A city that is written from right to left turns nothing of what stands behind it.
                "ירושלים | Asia/Jerusalem | 2027-01-14T16:30:00Z | 120 | Thursday, 14 January 2027, 18:30 in \u2068ירושלים\u2069 (GMT+2) | 20:30",
                // Three days.
                "Delhi | Asia/Kolkata | 2027-01-15T13:00:00Z | 2490 | Fri 15 Jan 2027, 18:30 – Sun 17 Jan 2027, 12:00 in Delhi (GMT+5:30) | ''",
                "Leeds | Europe/London | 2027-01-15T18:30:00Z | 2490 | Fri 15 Jan 2027, 18:30 – Sun 17 Jan 2027, 12:00 in Leeds (GMT) | ''",
                // The clocks go forward in between (28 March at Malmö, 14 March at Boston), and back (31 October, 7
                // November).
                "Malmö | Europe/Stockholm | 2027-03-26T17:30:00Z | 2430 | Fri 26 Mar 2027, 18:30 (GMT+1) – Sun 28 Mar 2027, 12:00 (GMT+2) in Malmö | ''",
                "Malmö | Europe/Stockholm | 2027-10-29T16:30:00Z | 2550 | Fri 29 Oct 2027, 18:30 (GMT+2) – Sun 31 Oct 2027, 12:00 (GMT+1) in Malmö | ''",
                "Boston | America/New_York | 2027-03-12T23:30:00Z | 2430 | Fri 12 Mar 2027, 18:30 (GMT-5) – Sun 14 Mar 2027, 12:00 (GMT-4) in Boston | ''",
                "Boston | America/New_York | 2027-11-05T22:30:00Z | 2550 | Fri 5 Nov 2027, 18:30 (GMT-4) – Sun 7 Nov 2027, 12:00 (GMT-5) in Boston | ''",
                // 01:30 comes twice on 7 November at Boston, 02:30 on 31 October at Malmö.
                "Boston | America/New_York | 2027-11-05T22:30:00Z | 1860 | Fri 5 Nov 2027, 18:30 – Sun 7 Nov 2027, 01:30 in Boston (GMT-4) | ''",
                "Boston | America/New_York | 2027-11-05T22:30:00Z | 1920 | Fri 5 Nov 2027, 18:30 (GMT-4) – Sun 7 Nov 2027, 01:30 (GMT-5) in Boston | ''",
                "Boston | America/New_York | 2027-11-07T04:10:00Z | 80 | Sunday, 7 November 2027, 00:10 in Boston (GMT-4) | 01:30 (GMT-4)",
                "Boston | America/New_York | 2027-11-07T04:10:00Z | 140 | Sunday, 7 November 2027, 00:10 in Boston (GMT-4) | 01:30 (GMT-5)",
                "Malmö | Europe/Stockholm | 2027-10-30T22:30:00Z | 120 | Sunday, 31 October 2027, 00:30 in Malmö (GMT+2) | 02:30 (GMT+2)",
                "Malmö | Europe/Stockholm | 2027-10-30T22:30:00Z | 180 | Sunday, 31 October 2027, 00:30 in Malmö (GMT+2) | 02:30 (GMT+1)",
                // Within a day that has a change, the end's offset is another.
                "Malmö | Europe/Stockholm | 2027-10-30T22:30:00Z | 300 | Sunday, 31 October 2027, 00:30 in Malmö (GMT+2) | 04:30 (GMT+1)",
                "Malmö | Europe/Stockholm | 2027-03-27T23:30:00Z | 120 | Sunday, 28 March 2027, 00:30 in Malmö (GMT+1) | 03:30 (GMT+2)"
            })
    void shouldTellBothEndsAtTheVenue(String city, String zone, Instant start, int minutes, String said, String end) {
        var event = event(city, zone, start, minutes);

        assertThat(Times.when(event)).isEqualTo(said);
        assertThat(Times.end(event)).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Asia/Kolkata | 120 | Fri 15 Jan, 05:00 (GMT+5:30)",
                "Asia/Kolkata | 330 | Fri 15 Jan 2027, 05:00 – Fri 15 Jan 2027, 10:30 (GMT+5:30)",
                "Asia/Kolkata | 2490 | Fri 15 Jan 2027, 05:00 – Sat 16 Jan 2027, 22:30 (GMT+5:30)"
            })
    void shouldTellAsMuchOnTheReadersClock(String zone, int minutes, String said) {
        var event = event("Boston", "America/New_York", Instant.parse("2027-01-14T23:30:00Z"), minutes);

        assertThat(Times.own(event, ZoneId.of(zone))).isEqualTo(said);
    }

    @Test
    void shouldTellTheChangeOfTheReadersClock() {
        var event = event("Delhi", "Asia/Kolkata", Instant.parse("2027-03-26T17:30:00Z"), 2430);

        assertThat(Times.when(event)).isEqualTo("Fri 26 Mar 2027, 23:00 – Sun 28 Mar 2027, 15:30 in Delhi (GMT+5:30)");
        assertThat(Times.own(event, ZoneId.of("Europe/Stockholm")))
                .isEqualTo("Fri 26 Mar 2027, 18:30 (GMT+1) – Sun 28 Mar 2027, 12:00 (GMT+2)");
        assertThat(Times.bothEnds(event, ZoneId.of("Europe/Stockholm")))
                .isEqualTo("Fri 26 Mar 2027, 18:30 – Sun 28 Mar 2027, 12:00");
    }

    @Test
    void shouldSayWhichOfTwoEqualTimesIsMeantWhereNoOffsetIsTold() {
        var boston = ZoneId.of("America/New_York");
        var start = Instant.parse("2027-11-05T22:30:00Z");

        assertThat(Times.bothEnds(event("Boston", "America/New_York", start, 1860), boston))
                .isEqualTo("Fri 5 Nov 2027, 18:30 – Sun 7 Nov 2027, 01:30 (GMT-4)");
        assertThat(Times.bothEnds(event("Boston", "America/New_York", start, 1920), boston))
                .isEqualTo("Fri 5 Nov 2027, 18:30 – Sun 7 Nov 2027, 01:30 (GMT-5)");
        assertThat(Times.bothEnds(event("Boston", "America/New_York", start, 1980), boston))
                .isEqualTo("Fri 5 Nov 2027, 18:30 – Sun 7 Nov 2027, 02:30");
    }

    private static Event event(String city, String zone, Instant start, int minutes) {
        return new Event(
                new EventId("night-owls_4kqzt5x2mfvb7nws"),
                "Retreat",
                "",
                start.atZone(ZoneId.of(zone)).toLocalDateTime(),
                ZoneId.of(zone),
                start,
                minutes,
                new Event.Venue("Hall", "", city),
                Event.Visibility.PUBLIC,
                0,
                1,
                Instant.EPOCH,
                null);
    }
}
