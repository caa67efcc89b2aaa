package app.clockout.local.table;

import app.clockout.local.table.core.Database;
import app.clockout.local.table.core.Rules;
import app.clockout.local.table.protocol.Protocol;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A table for a test, called in JSON as on the wire; quotes in the JSON may be single. Its clock stands until it is moved. */
final class Calls {
    private Instant now = Instant.parse("2026-05-01T10:00:00Z");
    final Database database;
    private final Protocol protocol;

    Calls() {
        this(Rules.PLAIN);
    }

    Calls(Rules rules) {
        InstantSource clock = () -> now;
        this.database = new Database(clock, rules);
        this.protocol = new Protocol(database);
    }

    void advance(Duration time) {
        now = now.plus(time);
    }

    /** What the call answers, its errors included: the type's last word, a colon and the message. */
    String call(String operation, String json) {
        var target = operation.contains("Stream") || operation.contains("Shard") || operation.equals("GetRecords")
                ? "DynamoDBStreams_20120810."
                : "DynamoDB_20120810.";
        var reply = protocol.answer(target + operation, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        var body = new String(reply.body(), StandardCharsets.UTF_8);
        if (reply.status() == 200) {
            return body.replace('"', '\'');
        }
        var type = body.replaceAll(".*#(\\w+)\".*", "$1");
        var message = body.replaceAll("(?s).*?\"[mM]essage\":\"(.*?)(?<!\\\\)\".*", "$1")
                .replace("\\\"", "\"");
        return type + ": " + message;
    }

    /** A table {@code t} with the key {@code p} and {@code s}, and an index {@code by} on {@code g}. */
    static Calls withTable(Rules rules) {
        var calls = new Calls(rules);
        calls.call("CreateTable", """
                {'TableName':'tab','BillingMode':'PAY_PER_REQUEST',
                'AttributeDefinitions':[{'AttributeName':'p','AttributeType':'S'},{'AttributeName':'s','AttributeType':'S'},
                {'AttributeName':'g','AttributeType':'S'}],
                'KeySchema':[{'AttributeName':'p','KeyType':'HASH'},{'AttributeName':'s','KeyType':'RANGE'}],
                'GlobalSecondaryIndexes':[{'IndexName':'byG','KeySchema':[{'AttributeName':'g','KeyType':'HASH'}],
                'Projection':{'ProjectionType':'KEYS_ONLY'}}],
                'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'NEW_AND_OLD_IMAGES'}}
                """);
        return calls;
    }

    static Calls withTable() {
        return withTable(Rules.PLAIN);
    }

    String put(String item) {
        return call("PutItem", "{'TableName':'tab','Item':{" + item + "}}");
    }

    String get(String key) {
        return call("GetItem", "{'TableName':'tab','ConsistentRead':true,'Key':{" + key + "}}");
    }
}
