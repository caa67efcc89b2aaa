package app.clockout.local.emulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class MovableClockTest {
    private static final Instant MONDAY = Instant.parse("2027-01-11T09:00:00Z");

    @Test
    void shouldShowTheRealTimeUntilItIsMoved() {
        assertThat(MovableClock.running().instant()).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
    }

    @Test
    void shouldRunOnFromWhereItWasSet() throws InterruptedException {
        var clock = MovableClock.running();
        clock.set(MONDAY);
        clock.advance(Duration.ofHours(25));

        Thread.sleep(20);

        assertThat(clock.instant())
                .isAfter(MONDAY.plus(Duration.ofHours(25)))
                .isBefore(MONDAY.plus(Duration.ofHours(26)));
    }

    @Test
    void shouldStandStillIfItWasMadeSo() throws InterruptedException {
        var clock = MovableClock.fixedAt(MONDAY);
        Thread.sleep(5);
        assertThat(clock.instant()).isEqualTo(MONDAY);

        clock.advance(Duration.ofMinutes(15));
        assertThat(clock.instant()).isEqualTo(MONDAY.plus(Duration.ofMinutes(15)));

        clock.set(MONDAY.minusSeconds(1));
        assertThat(clock.instant()).isEqualTo(MONDAY.minusSeconds(1));
    }
}
