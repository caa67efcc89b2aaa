package app.clockout.local.emulators;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.local.emulators.TableShape.Index;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class TableShapeTest {
    private static final TableShape TABLE = new TableShape(
            List.of("PK", "SK"), List.of(new Index(List.of("GPK", "GSK"), List.of("PK", "SK", "GPK", "GSK", "name"))));

    private static final Map<String, AttributeValue> NOTHING = Map.of();

    @Test
    void shouldCostNothingWhereTheIndexHoldsNothing() {
        assertThat(TABLE.indexUnits(NOTHING, item("GPK", "a"))).isZero();
        assertThat(TABLE.indexUnits(NOTHING, NOTHING)).isZero();
    }

    @Test
    void shouldCostWhatTheIndexHoldsWhenAnItemEntersOrLeavesIt() {
        var inside = item("GPK", "a", "GSK", "b", "name", "n".repeat(1500), "other", "o".repeat(9000));

        assertThat(TABLE.indexUnits(NOTHING, inside)).isEqualTo(2);
        assertThat(TABLE.indexUnits(inside, NOTHING)).isEqualTo(2);
        assertThat(TABLE.indexUnits(item("GPK", "a"), inside)).isEqualTo(2);
    }

    @Test
    void shouldCostNothingWhenWhatTheIndexHoldsStaysAsItWas() {
        assertThat(TABLE.indexUnits(
                        item("GPK", "a", "GSK", "b", "other", "1"), item("GPK", "a", "GSK", "b", "other", "2")))
                .isZero();
    }

    @Test
    void shouldCostTheLargerWhenAnEntryChangesWhereItIs() {
        assertThat(TABLE.indexUnits(
                        item("GPK", "a", "GSK", "b", "name", "n".repeat(2500)),
                        item("GPK", "a", "GSK", "b", "name", "n")))
                .isEqualTo(3);
    }

    @Test
    void shouldCostBothWhenAnEntryMoves() {
        assertThat(TABLE.indexUnits(
                        item("GPK", "a", "GSK", "b", "name", "n".repeat(2500)),
                        item("GPK", "a", "GSK", "c", "name", "n")))
                .isEqualTo(4);
    }

    @Test
    void shouldSeeWhenAConditionHoldsOnlyWhereThereIsNothing() {
        assertThat(absent("attribute_not_exists(PK)")).isTrue();
        assertThat(absent("attribute_not_exists (#pk) AND :a = :b")).isTrue();
        assertThat(absent("(attribute_not_exists(PK)) and attribute_not_exists(SK)"))
                .isTrue();
        assertThat(absent("attribute_not_exists(name)")).isFalse();
        assertThat(absent("attribute_not_exists(PK) OR #s = :cancelled")).isFalse();
        assertThat(absent("NOT attribute_not_exists(PK)")).isFalse();
        assertThat(absent("attribute_exists(PK)")).isFalse();
    }

    private static boolean absent(String condition) {
        return Expressions.asksForAbsence(condition, Map.of("#pk", "PK"), TABLE);
    }

    private static Map<String, AttributeValue> item(String... namesAndValues) {
        var item = new HashMap<String, AttributeValue>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            item.put(namesAndValues[i], AttributeValue.fromS(namesAndValues[i + 1]));
        }
        return item;
    }
}
