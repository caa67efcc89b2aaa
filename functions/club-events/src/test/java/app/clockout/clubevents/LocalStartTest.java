package app.clockout.clubevents;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.clubevents.LocalStart.Never;
import app.clockout.clubevents.LocalStart.Once;
import app.clockout.clubevents.LocalStart.Turn;
import app.clockout.clubevents.LocalStart.Twice;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalStartTest {
    @ParameterizedTest
    @CsvSource({
        "2027-01-14T18:30, America/New_York, 2027-01-14T23:30:00Z",
        "2027-07-14T18:30, America/New_York, 2027-07-14T22:30:00Z",
        "2027-07-14T18:30, Asia/Kathmandu, 2027-07-14T12:45:00Z",
        "2027-07-14T18:30, UTC, 2027-07-14T18:30:00Z",
        // Up to the change of the clocks, and from where they show then.
        "2027-03-28T01:59, Europe/Berlin, 2027-03-28T00:59:00Z",
        "2027-03-28T03:00, Europe/Berlin, 2027-03-28T01:00:00Z",
        "2027-10-31T01:59, Europe/Berlin, 2027-10-30T23:59:00Z",
        "2027-10-31T03:00, Europe/Berlin, 2027-10-31T02:00:00Z",
        // In the south it is spring in October.
        "2027-10-03T01:59, Australia/Sydney, 2027-10-02T15:59:00Z",
        "2027-10-03T03:00, Australia/Sydney, 2027-10-02T16:00:00Z",
        "2027-10-03T02:30, Australia/Lord_Howe, 2027-10-02T15:30:00Z",
    })
    void shouldBeOneInstantOnMostDays(LocalDateTime local, ZoneId zone, Instant at) {
        assertThat(LocalStart.of(local, zone)).isEqualTo(new Once(at));
        assertThat(LocalStart.of(local, zone).instant()).contains(at);
    }

    @ParameterizedTest
    @CsvSource({
        "2027-03-28T02:00, Europe/Berlin, 2027-03-28T02:00, 2027-03-28T03:00",
        "2027-03-28T02:59, Europe/Berlin, 2027-03-28T02:00, 2027-03-28T03:00",
        "2027-03-14T02:30, America/New_York, 2027-03-14T02:00, 2027-03-14T03:00",
        "2027-10-03T02:30, Australia/Sydney, 2027-10-03T02:00, 2027-10-03T03:00",
        // Half an hour only.
        "2027-10-03T02:15, Australia/Lord_Howe, 2027-10-03T02:00, 2027-10-03T02:30",
    })
    void shouldBeNoneWhereTheClocksGoForwardOverIt(
            LocalDateTime local, ZoneId zone, LocalDateTime from, LocalDateTime to) {
        assertThat(LocalStart.of(local, zone)).isEqualTo(new Never(new Turn(from, to)));
        assertThat(LocalStart.of(local, zone).instant()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2027-10-31T02:00, Europe/Berlin, 2027-10-31T00:00:00Z, +02:00",
        "2027-10-31T02:59, Europe/Berlin, 2027-10-31T00:59:00Z, +02:00",
        "2027-11-07T01:30, America/New_York, 2027-11-07T05:30:00Z, -04:00",
        "2027-04-04T02:30, Australia/Sydney, 2027-04-03T15:30:00Z, +11:00",
        "2027-04-04T01:45, Australia/Lord_Howe, 2027-04-03T14:45:00Z, +11:00",
    })
    void shouldBeTheEarlierWhereTheClocksGoBackOverIt(LocalDateTime local, ZoneId zone, Instant at, String offset) {
        var start = LocalStart.of(local, zone);

        assertThat(start).isInstanceOfSatisfying(Twice.class, twice -> {
            assertThat(twice.at()).isEqualTo(at);
            assertThat(twice.earlier().getId()).isEqualTo(offset);
            assertThat(twice.turn().from()).isAfter(twice.turn().to());
        });
        assertThat(start.instant()).contains(at);
    }
}
