package app.clockout.local.table;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.local.table.value.Item;
import app.clockout.local.table.value.Num;
import app.clockout.local.table.value.Value;
import app.clockout.local.table.value.Value.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Items by "DynamoDB item sizes and formats" of the developer guide, and what indexes cost by its page on their capacity. */
class SizesTest {
    private static int bytes(Value value) {
        return Item.of("x", value).bytes();
    }

    @Test
    void shouldCountNamesAndTextsInUtf8() {
        assertThat(Item.of("PK", Value.text("abc"), "ü", Value.text("€")).bytes())
                .isEqualTo(2 + 3 + 2 + 3);
        assertThat(Item.EMPTY.bytes()).isZero();
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
        assertThat(bytes(Num.parse(number))).isEqualTo(1 + size);
    }

    @Test
    void shouldCountOneByteForATruthAndForNothing() {
        assertThat(bytes(new Value.Bool(true))).isEqualTo(1 + 1);
        assertThat(bytes(new Value.Null())).isEqualTo(1 + 1);
    }

    @Test
    void shouldCountBytesAsTheyAre() {
        assertThat(bytes(new Value.B(new byte[7]))).isEqualTo(1 + 7);
    }

    @Test
    void shouldCountTheElementsOfASet() {
        assertThat(bytes(Value.Set.of(Type.SS, List.of(Value.text("ab"), Value.text("c")))))
                .isEqualTo(1 + 3);
        assertThat(bytes(Value.Set.of(Type.NS, List.of(Value.number(1), Value.number(234)))))
                .isEqualTo(1 + 2 + 3);
    }

    @Test
    void shouldCountThreeBytesForAListOrMapAndOneForEachElement() {
        var list = new Value.L(List.of(Value.text("ab"), Value.number(1)));
        assertThat(bytes(list)).isEqualTo(1 + 3 + (1 + 2) + (1 + 2));
        assertThat(bytes(new Value.M(Item.of(Map.of("key", Value.text("ab"), "in", list)))))
                .isEqualTo(1 + 3 + (1 + 3 + 2) + (1 + 2 + 3 + (1 + 2) + (1 + 2)));
    }

    /** Each put takes the place of the one before; the index holds the keys and the name. */
    @Test
    void shouldCostInTheIndexWhatChangesThere() {
        var calls = new Calls();
        calls.call("CreateTable", """
                {'TableName':'tab','BillingMode':'PAY_PER_REQUEST',
                'AttributeDefinitions':[{'AttributeName':'p','AttributeType':'S'},{'AttributeName':'g','AttributeType':'S'},
                {'AttributeName':'h','AttributeType':'S'}],
                'KeySchema':[{'AttributeName':'p','KeyType':'HASH'}],
                'GlobalSecondaryIndexes':[{'IndexName':'byG','KeySchema':[{'AttributeName':'g','KeyType':'HASH'},
                {'AttributeName':'h','KeyType':'RANGE'}],
                'Projection':{'ProjectionType':'INCLUDE','NonKeyAttributes':['name']}}]}
                """);
        var entry = ",'g':{'S':'a'},'h':{'S':'b'}";
        var moved = ",'g':{'S':'a'},'h':{'S':'c'}";
        var name = ",'name':{'S':'" + "n".repeat(1500) + "'}";
        var other = ",'other':{'S':'" + "o".repeat(9000) + "'}";

        assertThat(indexUnits(calls, ",'g':{'S':'a'}")).as("it lacks a key").isEmpty();
        assertThat(indexUnits(calls, entry + name + other)).as("enters").isEqualTo("2.0");
        assertThat(indexUnits(calls, entry + name)).as("changes elsewhere").isEmpty();
        assertThat(indexUnits(calls, entry)).as("gets smaller").isEqualTo("2.0");
        assertThat(indexUnits(calls, entry + name)).as("grows").isEqualTo("2.0");
        assertThat(indexUnits(calls, moved)).as("moves").isEqualTo("3.0");
        assertThat(indexUnits(calls, "")).as("leaves").isEqualTo("1.0");
    }

    private static String indexUnits(Calls calls, String more) {
        var answer = calls.call(
                "PutItem", "{'TableName':'tab','Item':{'p':{'S':'1'}" + more + "},'ReturnConsumedCapacity':'INDEXES'}");
        assertThat(answer).contains("'Table':{'CapacityUnits'");
        return answer.contains("byG") ? answer.replaceAll(".*'byG':\\{'CapacityUnits':([0-9.]+).*", "$1") : "";
    }
}
