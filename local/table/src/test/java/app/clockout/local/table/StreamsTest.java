package app.clockout.local.table;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.local.table.core.Rules;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StreamsTest {
    private static final Pattern ARN = Pattern.compile("'StreamArn':'([^']+)'");
    private static final Pattern SHARD = Pattern.compile("'ShardId':'([^']+)'");
    private static final Pattern RECORD = Pattern.compile("\\{'eventID'.*?(?=,\\{'eventID'|\\],'Next)");

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(result -> result.groupCount() == 0 ? result.group() : result.group(1))
                .toList();
    }

    private static String arn(Calls calls) {
        return all(ARN, calls.call("ListStreams", "{'TableName':'tab'}")).getFirst();
    }

    /** Every record, shard by shard. */
    private static List<String> records(Calls calls) {
        var arn = arn(calls);
        var records = new ArrayList<String>();
        for (String shard : all(SHARD, calls.call("DescribeStream", "{'StreamArn':'" + arn + "'}"))) {
            var iterator = calls.call(
                    "GetShardIterator",
                    "{'StreamArn':'" + arn + "','ShardId':'" + shard + "','ShardIteratorType':'TRIM_HORIZON'}");
            records.addAll(all(RECORD, calls.call("GetRecords", iterator)));
        }
        return records;
    }

    @Test
    void shouldTellWhatHappenedToAnItemInOrder() {
        var calls = Calls.withTable();
        calls.put("'p':{'S':'1'},'s':{'S':'1'}");
        calls.put("'p':{'S':'1'},'s':{'S':'1'},'n':{'N':'1'}");
        calls.put("'p':{'S':'1'},'s':{'S':'1'},'n':{'N':'1'}");
        calls.call("DeleteItem", "{'TableName':'tab','Key':{'p':{'S':'1'},'s':{'S':'1'}}}");
        var records = records(calls);
        assertThat(records).hasSize(3);
        assertThat(records.get(0))
                .contains("'eventName':'INSERT'", "'NewImage'")
                .doesNotContain("'OldImage'");
        assertThat(records.get(1))
                .contains(
                        "'eventName':'MODIFY'",
                        "'OldImage':{'p':{'S':'1'},'s':{'S':'1'}}",
                        "'NewImage':{'n':{'N':'1'}");
        assertThat(records.get(2)).contains("'eventName':'REMOVE'").doesNotContain("'NewImage'", "userIdentity");
    }

    @Test
    void shouldSayOfWhatExpiredThatTheServiceDeletedIt() {
        var calls = Calls.withTable(Rules.PLAIN.expiringAfter(Duration.ZERO));
        calls.call(
                "UpdateTimeToLive",
                "{'TableName':'tab','TimeToLiveSpecification':{'AttributeName':'e','Enabled':true}}");
        long soon = calls.database.now().getEpochSecond() + 10;
        calls.put("'p':{'S':'1'},'s':{'S':'1'},'e':{'N':'" + soon + "'}");
        calls.put("'p':{'S':'1'},'s':{'S':'2'},'e':{'S':'never'}");
        calls.advance(Duration.ofSeconds(10));
        assertThat(calls.get("'p':{'S':'1'},'s':{'S':'1'}")).contains("Item");
        calls.advance(Duration.ofSeconds(1));
        assertThat(calls.get("'p':{'S':'1'},'s':{'S':'1'}")).isEqualTo("{}");
        assertThat(calls.get("'p':{'S':'1'},'s':{'S':'2'}")).contains("Item");
        assertThat(records(calls).getLast())
                .contains("'eventName':'REMOVE'", "'type':'Service'", "'principalId':'dynamodb.amazonaws.com'");
    }

    @Test
    void shouldLeaveAloneWhatExpiredMoreThanFiveYearsAgo() {
        var calls = Calls.withTable(Rules.PLAIN);
        calls.call(
                "UpdateTimeToLive",
                "{'TableName':'tab','TimeToLiveSpecification':{'AttributeName':'e','Enabled':true}}");
        long fiveYearsAgo =
                calls.database.now().atOffset(ZoneOffset.UTC).minusYears(5).toEpochSecond();
        calls.put("'p':{'S':'1'},'s':{'S':'1'},'e':{'N':'" + (fiveYearsAgo - 1) + "'}");
        calls.put("'p':{'S':'1'},'s':{'S':'2'},'e':{'N':'" + fiveYearsAgo + "'}");
        calls.put("'p':{'S':'1'},'s':{'S':'3'},'e':{'N':'0'}");
        assertThat(calls.get("'p':{'S':'1'},'s':{'S':'1'}")).contains("Item");
        assertThat(calls.get("'p':{'S':'1'},'s':{'S':'2'}")).isEqualTo("{}");
        assertThat(calls.get("'p':{'S':'1'},'s':{'S':'3'}")).contains("Item");
    }

    @Test
    void shouldForgetRecordsAfterADayAndIteratorsAfterAQuarterOfAnHour() {
        var calls = Calls.withTable();
        calls.put("'p':{'S':'1'},'s':{'S':'1'}");
        var arn = arn(calls);
        var shard = all(SHARD, calls.call("DescribeStream", "{'StreamArn':'" + arn + "'}"))
                .getFirst();
        var iterator = calls.call(
                "GetShardIterator",
                "{'StreamArn':'" + arn + "','ShardId':'" + shard + "','ShardIteratorType':'LATEST'}");
        calls.advance(Duration.ofMinutes(16));
        assertThat(calls.call("GetRecords", iterator)).startsWith("ExpiredIteratorException");
        assertThat(records(calls)).hasSize(1);
        calls.advance(Duration.ofHours(24));
        assertThat(records(calls)).isEmpty();
    }
}
