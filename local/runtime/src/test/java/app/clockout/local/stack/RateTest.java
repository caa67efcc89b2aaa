package app.clockout.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
    @ParameterizedTest(name = "{0} after {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "rate(1 minute) | 2027-01-14T10:00:00Z | 2027-01-14T10:01:00Z",
                "rate(1 minute) | 2027-01-14T10:00:59.9Z | 2027-01-14T10:01:00Z",
                "rate(5 minutes) | 2027-01-14T10:01:00Z | 2027-01-14T10:05:00Z",
                "rate(1 day) | 2027-01-14T10:01:00Z | 2027-01-15T00:00:00Z",
            })
    void shouldBeDueNext(String expression, Instant after, Instant due) {
        assertThat(Rate.parse(expression).next(after)).isEqualTo(due);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(0 minutes)",
                "rate(1 second)",
                "at(2027-01-14T00:00:00)",
                "cron(0 3 * * ? *)",
                "every minute",
            })
    void shouldRefuseWhatItDoesNotUnderstand(String expression) {
        assertThatThrownBy(() -> Rate.parse(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rate(…) alone is");
    }
}
