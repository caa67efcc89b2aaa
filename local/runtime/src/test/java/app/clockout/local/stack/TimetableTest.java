package app.clockout.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimetableTest {
    @ParameterizedTest(name = "{0} after {2} in {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "rate(1 minute) | UTC | 2027-01-14T10:00:00Z | 2027-01-14T10:01:00Z",
                "rate(1 minute) | UTC | 2027-01-14T10:00:59.9Z | 2027-01-14T10:01:00Z",
                "rate(5 minutes) | UTC | 2027-01-14T10:01:00Z | 2027-01-14T10:05:00Z",
                "rate(1 day) | UTC | 2027-01-14T10:01:00Z | 2027-01-15T00:00:00Z",
                "cron(0 3 * * ? *) | UTC | 2027-01-14T03:00:00Z | 2027-01-15T03:00:00Z",
                "cron(0 3 * * ? *) | UTC | 2027-01-14T02:59:59Z | 2027-01-14T03:00:00Z",
                "cron(0 3 * * ? *) | America/New_York | 2027-01-14T03:00:00Z | 2027-01-14T08:00:00Z",
                "cron(0/15 * * * ? *) | UTC | 2027-01-14T10:01:00Z | 2027-01-14T10:15:00Z",
                "cron(30 9 ? * MON-FRI *) | UTC | 2027-01-15T09:30:00Z | 2027-01-18T09:30:00Z",
                "cron(0 0 1 JAN,JUL ? *) | UTC | 2027-01-14T00:00:00Z | 2027-07-01T00:00:00Z",
                "cron(0 12 29 2 ? *) | UTC | 2027-01-14T00:00:00Z | 2028-02-29T12:00:00Z",
                "cron(0 12 ? * 1 2028) | UTC | 2027-01-14T00:00:00Z | 2028-01-02T12:00:00Z",
            })
    void shouldBeDueNext(String expression, String zone, Instant after, Instant due) {
        assertThat(Timetable.parse(expression, ZoneId.of(zone)).next(after)).hasValue(due);
    }

    @Test
    void shouldNeverBeDueAgainAfterItsLastYear() {
        assertThat(Timetable.parse("cron(0 0 1 1 ? 2026)", ZoneId.of("UTC"))
                        .next(Instant.parse("2027-01-14T00:00:00Z")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(0 minutes)",
                "rate(1 second)",
                "at(2027-01-14T00:00:00)",
                "cron(0 3 * * ?)",
                "cron(60 3 * * ? *)",
                "cron(0 3 L * ? *)",
                "every minute",
            })
    void shouldRefuseWhatItDoesNotUnderstand(String expression) {
        assertThatThrownBy(() -> Timetable.parse(expression, ZoneId.of("UTC")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
