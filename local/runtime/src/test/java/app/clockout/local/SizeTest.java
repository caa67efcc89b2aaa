package app.clockout.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is deployed stays small enough to be read: a file in a sitting, and what all functions share in a day. */
class SizeTest {
    private static final int MOST_LINES_OF_A_TYPE = 350;
    // 8,000 until 2026-11-28, when forms came to be drawn again, letters of every script to be told apart, cities to
    // have
    // clocks, long events both ends, every page one state of an event, and cursors to be sealed.
    private static final int MOST_LINES_SHARED = 9_400;

    @Test
    void shouldHaveNoTypeOfTooManyLines() {
        assertThat(Sources.deployed())
                .isNotEmpty()
                .filteredOn(source -> source.lines() > MOST_LINES_OF_A_TYPE)
                .isEmpty();
    }

    @Test
    void shouldShareNoMoreThanOneCanKnow() {
        assertThat(Sources.in("shared").stream()
                        .mapToLong(Sources.Source::lines)
                        .sum())
                .isPositive()
                .isLessThanOrEqualTo(MOST_LINES_SHARED);
    }
}
