package app.clockout.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "255, 0", "256, 1", "511, 1", "512, 2", "9223372036854775807, 36028797018963967"})
    void shouldPut256PlacesIntoOneBucket(long place, long bucket) {
        assertThat(new Place(place).bucket()).isEqualTo(bucket);
    }

    @Test
    void shouldOrderByNumberAndNotAsText() {
        assertThat(LongStream.of(10, 9, 5_000_000_000L, 0)
                        .mapToObj(Place::new)
                        .sorted()
                        .map(Place::number))
                .containsExactly(0L, 9L, 10L, 5_000_000_000L);
    }
}
