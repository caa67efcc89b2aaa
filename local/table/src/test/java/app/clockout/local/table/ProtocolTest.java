package app.clockout.local.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls as they come over the wire, against what Amazon's documentation and the real service say. */
class ProtocolTest {
    private final Calls calls = Calls.withTable();

    @Test
    void shouldGiveBackWhatWasPut() {
        var item =
                "'b':{'B':'AQI='},'l':{'L':[{'N':'1'},{'NULL':true}]},'m':{'M':{'x':{'BOOL':false}}},'p':{'S':'1'},'s':{'S':'2'},"
                        + "'set':{'NS':['1','2']}";
        assertThat(calls.put(item)).isEqualTo("{}");
        assertThat(calls.get("'p':{'S':'1'},'s':{'S':'2'}")).isEqualTo("{'Item':{" + item + "}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'p':{'S':'1'} | One or more parameter values were invalid: Missing the key s in the item",
                "'p':{'N':'1'},'s':{'S':'2'} | One or more parameter values were invalid: Type mismatch for key p expected: S actual: N",
                "'p':{'S':''},'s':{'S':'2'} | One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: p",
                "'p':{'S':'1'},'s':{'S':'2'},'g':{'N':'1'} | One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N IndexName: byG",
                "'p':{'S':'1'},'s':{'S':'2'},'x':{} | Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
                "'p':{'S':'1'},'s':{'S':'2'},'x':{'S':'a','N':'1'} | Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
                "'p':{'S':'1'},'s':{'S':'2'},'x':{'SS':[]} | One or more parameter values were invalid: An string set  may not be empty",
                "'p':{'S':'1'},'s':{'S':'2'},'x':{'SS':['a','a']} | One or more parameter values were invalid: Input collection [a, a] contains duplicates.",
                "'p':{'S':'1'},'s':{'S':'2'},'x':{'NULL':false} | One or more parameter values were invalid: Null attribute value types must have the value of true",
            })
    void shouldRefuseAnItemInTheWordsOfDynamoDb(String item, String message) {
        assertThat(calls.put(item)).isEqualTo("ValidationException: " + message);
    }

    @Test
    void shouldRefuseItemsAndKeysThatAreTooLarge() {
        assertThat(calls.put("'p':{'S':'1'},'s':{'S':'2'},'x':{'S':'" + "x".repeat(409_600) + "'}"))
                .isEqualTo("ValidationException: Item size has exceeded the maximum allowed size");
        assertThat(calls.put("'p':{'S':'" + "x".repeat(2049) + "'},'s':{'S':'2'}"))
                .contains("Size of hashkey has exceeded the maximum size limit of2048 bytes");
        assertThat(calls.put("'p':{'S':'1'},'s':{'S':'" + "x".repeat(1025) + "'}"))
                .contains("Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
    }

    @Test
    void shouldTellAllBrokenConstraintsAtOnce() {
        assertThat(calls.call(
                        "PutItem",
                        "{'TableName':'tab','Item':{},'ReturnValues':'ALL','ReturnConsumedCapacity':'MUCH'}"))
                .startsWith(
                        "ValidationException: 2 validation errors detected: Value 'MUCH' at 'returnConsumedCapacity'");
        assertThat(calls.call("PutItem", "{'Item':{}}"))
                .isEqualTo(
                        "ValidationException: 1 validation error detected: Value null at 'tableName' failed to satisfy constraint: "
                                + "Member must not be null");
    }

    @Test
    void shouldShowTheItemThatFailedACondition() {
        calls.put("'p':{'S':'1'},'s':{'S':'2'},'n':{'N':'7'}");
        assertThat(
                        calls.call(
                                "PutItem",
                                "{'TableName':'tab','Item':{'p':{'S':'1'},'s':{'S':'2'}},'ConditionExpression':'attribute_not_exists(p)'}"))
                .isEqualTo("ConditionalCheckFailedException: The conditional request failed");
        assertThat(calls.get("'p':{'S':'1'},'s':{'S':'2'}")).contains("'n':{'N':'7'}");
    }

    @Test
    void shouldReturnWhatAnUpdateTouched() {
        calls.put("'p':{'S':'1'},'s':{'S':'2'},'n':{'N':'7'},'other':{'S':'x'}");
        var update = "{'TableName':'tab','Key':{'p':{'S':'1'},'s':{'S':'2'}},'UpdateExpression':'ADD n :one',"
                + "'ExpressionAttributeValues':{':one':{'N':'1'}},'ReturnValues':'%s'}";
        assertThat(calls.call("UpdateItem", update.formatted("UPDATED_NEW")))
                .isEqualTo("{'Attributes':{'n':{'N':'8'}}}");
        assertThat(calls.call("UpdateItem", update.formatted("UPDATED_OLD")))
                .isEqualTo("{'Attributes':{'n':{'N':'8'}}}");
        assertThat(calls.call("UpdateItem", update.formatted("ALL_NEW"))).contains("'n':{'N':'10'}", "'other'");
    }

    @Test
    void shouldKeepKeysOutOfUpdates() {
        assertThat(calls.call(
                        "UpdateItem",
                        "{'TableName':'tab','Key':{'p':{'S':'1'},'s':{'S':'2'}},'UpdateExpression':'REMOVE s'}"))
                .isEqualTo(
                        "ValidationException: One or more parameter values were invalid: Cannot update attribute s. This attribute is part of the key");
    }

    @Test
    void shouldGoThroughAPartitionPageByPage() {
        for (int i = 0; i < 5; i++) {
            calls.put("'p':{'S':'1'},'s':{'S':'" + i + "'}");
        }
        var query = "{'TableName':'tab','KeyConditionExpression':'p = :p AND s > :s','Limit':2,"
                + "'ExpressionAttributeValues':{':p':{'S':'1'},':s':{'S':'0'}}%s}";
        assertThat(calls.call("Query", query.formatted("")))
                .isEqualTo(
                        "{'Items':[{'p':{'S':'1'},'s':{'S':'1'}},{'p':{'S':'1'},'s':{'S':'2'}}],'Count':2,'ScannedCount':2,"
                                + "'LastEvaluatedKey':{'p':{'S':'1'},'s':{'S':'2'}}}");
        assertThat(calls.call(
                        "Query",
                        query.formatted(",'ExclusiveStartKey':{'p':{'S':'1'},'s':{'S':'3'}},'Select':'COUNT'")))
                .isEqualTo("{'Count':1,'ScannedCount':1}");
        assertThat(calls.call("Query", query.formatted(",'ScanIndexForward':false")))
                .contains("[{'p':{'S':'1'},'s':{'S':'4'}},{'p':{'S':'1'},'s':{'S':'3'}}]");
    }

    @Test
    void shouldEndAPageBehindItsMegabyte() {
        for (int i = 0; i < 4; i++) {
            calls.put("'p':{'S':'1'},'s':{'S':'" + i + "'},'x':{'S':'" + "x".repeat(400_000) + "'}");
        }
        assertThat(calls.call("Scan", "{'TableName':'tab','Select':'COUNT'}"))
                .isEqualTo("{'Count':3,'ScannedCount':3,'LastEvaluatedKey':{'p':{'S':'1'},'s':{'S':'2'}}}");
    }

    @Test
    void shouldScanEachRowInOnePartOnly() {
        for (int i = 0; i < 50; i++) {
            calls.put("'p':{'S':'" + i + "'},'s':{'S':'x'}");
        }
        int count = 0;
        for (int part = 0; part < 4; part++) {
            var answer =
                    calls.call("Scan", "{'TableName':'tab','Select':'COUNT','Segment':" + part + ",'TotalSegments':4}");
            count += Integer.parseInt(answer.replaceAll("\\{'Count':(\\d+),.*", "$1"));
        }
        assertThat(count).isEqualTo(50);
    }

    @Test
    void shouldReadAnIndexWithWhatItHolds() {
        calls.put("'p':{'S':'1'},'s':{'S':'2'},'g':{'S':'a'},'n':{'N':'7'}");
        calls.put("'p':{'S':'1'},'s':{'S':'3'}");
        var query =
                "{'TableName':'tab','IndexName':'byG','KeyConditionExpression':'g = :g','ExpressionAttributeValues':{':g':{'S':'a'}}%s}";
        assertThat(calls.call("Query", query.formatted("")))
                .isEqualTo("{'Items':[{'g':{'S':'a'},'p':{'S':'1'},'s':{'S':'2'}}],'Count':1,'ScannedCount':1}");
        assertThat(calls.call("Query", query.formatted(",'ConsistentRead':true")))
                .isEqualTo("ValidationException: Consistent reads are not supported on global secondary indexes");
        calls.call("DeleteItem", "{'TableName':'tab','Key':{'p':{'S':'1'},'s':{'S':'2'}}}");
        assertThat(calls.call("Query", query.formatted(""))).contains("'Count':0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "s = :v | Query condition missed key schema element: p",
                "p = :v OR s = :v | Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: OR",
                "p > :v | Query key condition not supported",
                "p = :v AND x = :v | Query condition missed key schema element: s",
                "p = :v AND s = :v AND s = :v | Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key",
            })
    void shouldRefuseAConditionOnKeysInTheWordsOfDynamoDb(String condition, String message) {
        assertThat(calls.call(
                        "Query",
                        "{'TableName':'tab','KeyConditionExpression':'" + condition
                                + "','ExpressionAttributeValues':{':v':{'S':'1'}}}"))
                .isEqualTo("ValidationException: " + message);
    }

    @Test
    void shouldRefuseAFilterOnKeys() {
        assertThat(
                        calls.call(
                                "Query",
                                "{'TableName':'tab','KeyConditionExpression':'p = :v','FilterExpression':'s = :v','ExpressionAttributeValues':{':v':{'S':'1'}}}"))
                .isEqualTo(
                        "ValidationException: Filter Expression can only contain non-primary key attributes: Primary key attribute: s");
    }

    @Test
    void shouldWriteAndReadBatches() {
        assertThat(
                        calls.call(
                                "BatchWriteItem",
                                "{'RequestItems':{'tab':[{'PutRequest':{'Item':{'p':{'S':'1'},'s':{'S':'1'}}}},{'DeleteRequest':{'Key':{'p':{'S':'1'},'s':{'S':'2'}}}}]}}"))
                .isEqualTo("{'UnprocessedItems':{}}");
        assertThat(
                        calls.call(
                                "BatchGetItem",
                                "{'RequestItems':{'tab':{'Keys':[{'p':{'S':'1'},'s':{'S':'1'}},{'p':{'S':'1'},'s':{'S':'9'}}]}}}"))
                .isEqualTo("{'Responses':{'tab':[{'p':{'S':'1'},'s':{'S':'1'}}]},'UnprocessedKeys':{}}");
        assertThat(
                        calls.call(
                                "BatchGetItem",
                                "{'RequestItems':{'tab':{'Keys':[{'p':{'S':'1'},'s':{'S':'1'}},{'p':{'S':'1'},'s':{'S':'1'}}]}}}"))
                .isEqualTo("ValidationException: Provided list of item keys contains duplicates");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "",
                "{'Limit':1",
                "{} {}",
                "{}x",
                "{'Limit':1,'Limit':1}",
                "{'Limit':null,'Limit':1}",
                "{'a':{'S':'1','S':'2'}}"
            })
    void shouldRefuseWhatIsNotOneObjectWithEachNameOnce(String json) {
        assertThat(calls.call("ListTables", json)).startsWith("SerializationException");
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        assertThat(calls.call("ExecuteStatement", "{}")).startsWith("UnknownOperationException");
        assertThat(calls.call("GetItem", "{'TableName':'none','Key':{'p':{'S':'1'}}}"))
                .isEqualTo("ResourceNotFoundException: Requested resource not found");
        assertThat(calls.call("GetItem", "{'TableName':'tab','Key':{'p':{'S':1},'s':{'S':'1'}}}"))
                .isEqualTo("SerializationException: NUMBER_VALUE cannot be converted to String");
    }
}
