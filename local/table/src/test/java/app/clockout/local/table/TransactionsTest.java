package app.clockout.local.table;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.local.table.core.Rules;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Transactions by "Managing complex workflows with DynamoDB transactions" of the developer guide. */
class TransactionsTest {
    private static final String KEY = "'p':{'S':'1'},'s':{'S':'1'}";
    private static final String OTHER = "'p':{'S':'1'},'s':{'S':'2'}";

    private static String put(String item) {
        return "{'Put':{'TableName':'tab','Item':{" + item + "}}}";
    }

    private static String onlyNew(String item) {
        return "{'Put':{'TableName':'tab','Item':{" + item
                + "},'ConditionExpression':'attribute_not_exists(p)','ReturnValuesOnConditionCheckFailure':'ALL_OLD'}}";
    }

    private static String transact(Calls calls, String more, String... actions) {
        return calls.call("TransactWriteItems", "{'TransactItems':[" + String.join(",", actions) + "]" + more + "}");
    }

    @Test
    void shouldWriteAllOrNothing() {
        var calls = Calls.withTable();
        calls.put(KEY);
        assertThat(transact(calls, "", put(OTHER), onlyNew(KEY)))
                .isEqualTo(
                        "TransactionCanceledException: Transaction cancelled, please refer cancellation reasons for specific "
                                + "reasons [None, ConditionalCheckFailed]");
        assertThat(calls.get(OTHER)).isEqualTo("{}");
        assertThat(transact(calls, "", put(OTHER), put(KEY + ",'n':{'N':'1'}"))).isEqualTo("{}");
        assertThat(calls.get(OTHER)).contains("Item");
    }

    @Test
    void shouldRefuseTwoActionsOnOneItem() {
        assertThat(transact(Calls.withTable(), "", put(KEY), put(KEY)))
                .isEqualTo("ValidationException: Transaction request cannot include multiple operations on one item");
    }

    @Test
    void shouldDoWhatComesTwiceUnderOneTokenOnce() {
        var calls = Calls.withTable();
        var add = "{'Update':{'TableName':'tab','Key':{" + KEY
                + "},'UpdateExpression':'ADD n :n','ExpressionAttributeValues':{':n':{'N':'1'}}}}";
        var token = ",'ClientRequestToken':'one'";
        transact(calls, token, add);
        transact(calls, token, add);
        assertThat(calls.get(KEY)).contains("'n':{'N':'1'}");
        assertThat(transact(calls, token, put(KEY))).startsWith("IdempotentParameterMismatchException");
        calls.advance(Duration.ofMinutes(11));
        transact(calls, token, add);
        assertThat(calls.get(KEY)).contains("'n':{'N':'2'}");
    }

    @Test
    void shouldHoldItsItemsAsLongAsItIsInFlight() {
        var calls = Calls.withTable(Rules.PLAIN.holdingFor(Duration.ofMillis(20)));
        transact(calls, "", put(KEY));
        assertThat(calls.put(KEY)).isEqualTo("TransactionConflictException: Transaction is ongoing for the item");
        assertThat(transact(calls, "", put(OTHER), put(KEY))).endsWith("[None, TransactionConflict]");
        assertThat(calls.put(OTHER)).isEqualTo("{}");
        assertThat(calls.call(
                        "TransactGetItems", "{'TransactItems':[{'Get':{'TableName':'tab','Key':{" + KEY + "}}}]}"))
                .endsWith("[TransactionConflict]");
        calls.advance(Duration.ofMillis(20));
        assertThat(calls.put(KEY)).isEqualTo("{}");
    }

    @Test
    void shouldNeverConflictWithWhatIsOver() {
        var calls = Calls.withTable();
        for (int i = 0; i < 100; i++) {
            assertThat(transact(calls, "", put(KEY), put(OTHER))).isEqualTo("{}");
            assertThat(calls.put(KEY)).isEqualTo("{}");
        }
    }

    @Test
    void shouldTellUnitsByTheRulesOfAmazon() {
        var calls = Calls.withTable();
        var item = KEY + ",'g':{'S':'a'},'x':{'S':'" + "x".repeat(1500) + "'}";
        var total = ",'ReturnConsumedCapacity':'INDEXES'";
        // Two kilobytes in a transaction are four units; the index's entry is one more.
        assertThat(transact(calls, total, put(item)))
                .isEqualTo("{'ConsumedCapacity':[{'TableName':'tab','CapacityUnits':5.0,'WriteCapacityUnits':5.0,"
                        + "'Table':{'CapacityUnits':4.0,'WriteCapacityUnits':4.0},"
                        + "'GlobalSecondaryIndexes':{'byG':{'CapacityUnits':1.0,'WriteCapacityUnits':1.0}}}]}");
        assertThat(calls.call("GetItem", "{'TableName':'tab','Key':{" + KEY + "}" + total + "}"))
                .contains("'CapacityUnits':0.5");
        assertThat(calls.call(
                        "TransactGetItems",
                        "{'TransactItems':[{'Get':{'TableName':'tab','Key':{" + KEY + "}}}]" + total + "}"))
                .contains("'CapacityUnits':2.0,'ReadCapacityUnits':2.0");
        // No attribute of the index changes: only the table is written.
        assertThat(calls.call(
                        "UpdateItem",
                        "{'TableName':'tab','Key':{" + KEY + "},'UpdateExpression':'REMOVE x'" + total + "}"))
                .isEqualTo(
                        "{'ConsumedCapacity':{'TableName':'tab','CapacityUnits':2.0,'Table':{'CapacityUnits':2.0}}}");
    }

    @Test
    void shouldComeToTheSameHashByWhateverWay() {
        var one = Calls.withTable();
        one.put(KEY);
        one.put(OTHER);
        var other = Calls.withTable();
        other.put(OTHER + ",'n':{'N':'1'}");
        other.put(KEY);
        assertThat(other.database.snapshot().hash())
                .isNotEqualTo(one.database.snapshot().hash());
        other.put(OTHER);
        assertThat(other.database.snapshot().hash())
                .isEqualTo(one.database.snapshot().hash());
    }

    @Test
    void shouldGoBackToASnapshot() {
        var calls = Calls.withTable();
        calls.put(KEY);
        var before = calls.database.snapshot();
        calls.put(KEY + ",'n':{'N':'1'}");
        calls.database.restore(before);
        assertThat(calls.get(KEY)).doesNotContain("'n'");
    }

    @Test
    void shouldShowStaleStatesToReadsThatDoNotAskForMore() {
        var calls = Calls.withTable(Rules.PLAIN.staleFor(Duration.ofMillis(50)));
        calls.advance(Duration.ofSeconds(1));
        calls.put(KEY + ",'g':{'S':'a'}");
        var get = "{'TableName':'tab','Key':{" + KEY + "}}";
        var query = "{'TableName':'tab','IndexName':'byG','KeyConditionExpression':'g = :g','Select':'COUNT',"
                + "'ExpressionAttributeValues':{':g':{'S':'a'}}}";
        assertThat(calls.call("GetItem", get)).isEqualTo("{}");
        assertThat(calls.call("Query", query)).startsWith("{'Count':0");
        assertThat(calls.get(KEY)).contains("Item");
        calls.advance(Duration.ofMillis(50));
        assertThat(calls.call("GetItem", get)).contains("Item");
        assertThat(calls.call("Query", query)).startsWith("{'Count':1");
    }

    @Test
    void shouldThrottleByChanceTheSameWayForOneSeed() {
        assertThat(refusals(7)).isEqualTo(refusals(7)).isNotEqualTo(refusals(8)).contains("x", ".");
    }

    private static String refusals(long seed) {
        var calls = Calls.withTable(Rules.PLAIN.throttling(0.3, seed));
        var refused = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            refused.append(calls.put(KEY).startsWith("ProvisionedThroughputExceededException") ? 'x' : '.');
        }
        return refused.toString();
    }

    @Test
    void shouldGiveAPartitionAThousandUnitsASecond() {
        var calls = Calls.withTable(Rules.PLAIN.withPartitionLimits());
        for (int i = 0; i < 1000; i++) {
            assertThat(calls.put(KEY)).isEqualTo("{}");
        }
        assertThat(calls.put(KEY)).startsWith("ProvisionedThroughputExceededException");
        assertThat(calls.put("'p':{'S':'2'},'s':{'S':'1'}")).isEqualTo("{}");
        calls.advance(Duration.ofSeconds(1));
        assertThat(calls.put(KEY)).isEqualTo("{}");
    }
}
