package app.clockout.table;

import static app.clockout.table.DailyCounters.Count.APPROVED;
import static app.clockout.table.DailyCounters.Count.CONFIRMED;
import static app.clockout.table.DailyCounters.Count.SIGNED_UP;
import static app.clockout.table.DailyCounters.Count.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.local.emulators.TestStack;
import app.clockout.table.DailyCounters.Count;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class DailyCountersTest {
    private static final Instant NOW = TestStack.START;

    private final TestStack stack = TestStack.fresh();
    private final Table table = new Table(stack.environment("AdminFunction"));
    private final DailyCounters figures = new DailyCounters(table);

    @Test
    void shouldHaveNoDaysAtFirst() {
        assertThat(figures.byDay()).isEmpty();
    }

    @Test
    void shouldAddUpADayOverAllItsRows() {
        for (int i = 0; i < 60; i++) {
            table.commit(figures.add(NOW, Map.of(CONFIRMED, 1, WAITING, 1)));
        }
        table.commit(figures.add(NOW, Map.of(WAITING, -25, APPROVED, 25)));

        assertThat(figures.byDay()).containsOnlyKeys(LocalDate.parse("2027-01-11"));
        assertThat(today())
                .containsEntry(CONFIRMED, 60L)
                .containsEntry(WAITING, 35L)
                .containsEntry(APPROVED, 25L)
                .containsEntry(SIGNED_UP, 0L)
                .containsOnlyKeys(Count.values());
        assertThat(stack.items())
                .as("so that many at once do not meet in one row")
                .hasSizeGreaterThan(1);
    }

    @Test
    void shouldLetACountFallBelowWhatTheDayBegan() {
        table.commit(figures.add(NOW, Map.of(WAITING, -3)));

        assertThat(today()).containsEntry(WAITING, -3L);
    }

    @Test
    void shouldTellDaysInUtcOldestFirst() {
        table.commit(figures.add(Instant.parse("2027-01-12T00:00:00Z"), Map.of(SIGNED_UP, 4)));
        table.commit(figures.add(Instant.parse("2027-01-11T23:59:59.999Z"), Map.of(SIGNED_UP, 2)));
        table.commit(figures.add(Instant.parse("2026-12-31T12:00:00Z"), Map.of(SIGNED_UP, 1)));
        table.commit(figures.add(Instant.parse("2027-01-11T00:00:00Z"), Map.of(SIGNED_UP, 3)));

        assertThat(figures.byDay().keySet())
                .containsExactly(
                        LocalDate.parse("2026-12-31"), LocalDate.parse("2027-01-11"), LocalDate.parse("2027-01-12"));
        assertThat(today()).containsEntry(SIGNED_UP, 5L);
    }

    @Test
    void shouldCountNothingOfWhatWasRefused() {
        var taken = Key.alone("X");
        table.commit(Write.put(Item.at(taken)));

        table.commit(
                figures.add(NOW, Map.of(CONFIRMED, 1)),
                Write.put(Item.at(taken)).onlyIfAbsent());

        assertThat(figures.byDay()).isEmpty();
    }

    @Test
    void shouldLoseNoCountOfManyAtOnce() {
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 40; i++) {
                threads.execute(() -> table.commit(figures.add(NOW, Map.of(SIGNED_UP, 1))));
            }
        }
        assertThat(today()).containsEntry(SIGNED_UP, 40L);
    }

    private Map<Count, Long> today() {
        return figures.byDay().getOrDefault(LocalDate.parse("2027-01-11"), Map.of());
    }
}
