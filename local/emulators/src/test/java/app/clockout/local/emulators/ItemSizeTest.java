package app.clockout.local.emulators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ItemSizeTest {
    @Test
    void shouldCountNamesAndTextsInUtf8() {
        assertThat(ItemSize.of(Map.of("PK", AttributeValue.fromS("abc"), "ü", AttributeValue.fromS("€"))))
                .isEqualTo(2 + 3 + 2 + 3);
        assertThat(ItemSize.of(Map.of())).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "7, 2",
        "42, 2",
        "123, 3",
        "1200, 2",
        "-42, 3",
        "0.5, 2",
        "0.0000001, 2",
        "12.345, 4",
        "1e3, 2",
        "1.10, 3"
    })
    void shouldCountANumberByItsSignificantDigits(String number, int size) {
        assertThat(ItemSize.of(Map.of("n", AttributeValue.fromN(number)))).isEqualTo(1 + size);
    }

    @Test
    void shouldCountOneByteForATruthAndForNothing() {
        assertThat(ItemSize.of(Map.of("t", AttributeValue.fromBool(true), "n", AttributeValue.fromNul(true))))
                .isEqualTo(1 + 1 + 1 + 1);
    }

    @Test
    void shouldCountBytesAsTheyAre() {
        assertThat(ItemSize.of(Map.of("b", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[7])))))
                .isEqualTo(1 + 7);
    }

    @Test
    void shouldCountTheElementsOfASet() {
        assertThat(ItemSize.of(Map.of("s", AttributeValue.fromSs(List.of("ab", "c")))))
                .isEqualTo(1 + 3);
        assertThat(ItemSize.of(Map.of("s", AttributeValue.fromNs(List.of("1", "234")))))
                .isEqualTo(1 + 2 + 3);
    }

    @Test
    void shouldCountThreeBytesForAListOrMapAndOneForEachElement() {
        var list = AttributeValue.fromL(List.of(AttributeValue.fromS("ab"), AttributeValue.fromN("1")));
        assertThat(ItemSize.of(Map.of("l", list))).isEqualTo(1 + 3 + (1 + 2) + (1 + 2));

        var map = AttributeValue.fromM(Map.of("key", AttributeValue.fromS("ab"), "in", list));
        assertThat(ItemSize.of(Map.of("m", map))).isEqualTo(1 + 3 + (1 + 3 + 2) + (1 + 2 + 3 + (1 + 2) + (1 + 2)));
    }

    @Test
    void shouldRoundUpToUnits() {
        assertThat(ItemSize.writeUnits(0)).isEqualTo(1);
        assertThat(ItemSize.writeUnits(1024)).isEqualTo(1);
        assertThat(ItemSize.writeUnits(1025)).isEqualTo(2);
        assertThat(ItemSize.readUnits(0)).isEqualTo(1);
        assertThat(ItemSize.readUnits(4096)).isEqualTo(1);
        assertThat(ItemSize.readUnits(4097)).isEqualTo(2);
    }
}
