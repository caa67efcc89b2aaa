package app.clockout.local.table.protocol;

import app.clockout.local.table.core.Database;
import app.clockout.local.table.core.Schema;
import app.clockout.local.table.core.StreamLog;
import app.clockout.local.table.core.StreamLog.Entry;
import app.clockout.local.table.core.TableException;
import app.clockout.local.table.core.TableState;
import app.clockout.local.table.value.Values;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The four calls of DynamoDB Streams. Shards neither split nor end while the table is there. */
final class StreamCalls {
    private static final Duration ITERATOR_LIVES = Duration.ofMinutes(15);
    private static final int MOST_RECORDS = 1000;
    private static final String SHARD = "shardId-00000000000000000000-";
    private static final Map<String, Object> EXPIRY =
            Map.of("type", "Service", "principalId", "dynamodb.amazonaws.com");

    private final Database database;

    StreamCalls(Database database) {
        this.database = database;
    }

    static String arn(Schema schema, StreamLog log) {
        return schema.arn() + "/stream/" + log.label();
    }

    private record Stream(TableState table, StreamLog log) {
        String arn() {
            return StreamCalls.arn(table.schema(), log);
        }
    }

    private List<Stream> streams() {
        var streams = new ArrayList<Stream>();
        for (TableState table : database.tables()) {
            if (table.stream() != null) {
                streams.add(new Stream(table, table.stream()));
            }
        }
        return streams;
    }

    private Stream stream(@Nullable String arn) {
        new Constraints().notNull(arn, "streamArn").check();
        return streams().stream()
                .filter(stream -> stream.arn().equals(arn))
                .findFirst()
                .orElseThrow(
                        () -> TableException.notFound("Requested resource not found: Stream: " + arn + " not found"));
    }

    Answer list(Request request) {
        var table = request.text("TableName");
        return Answer.with(
                "Streams",
                streams().stream()
                        .filter(stream ->
                                table == null || stream.table.schema().name().equals(table))
                        .map(stream -> Map.of(
                                "StreamArn", stream.arn(),
                                "TableName", stream.table.schema().name(),
                                "StreamLabel", stream.log.label()))
                        .toList());
    }

    Answer describe(Request request) {
        var stream = stream(request.text("StreamArn"));
        var start = request.text("ExclusiveStartShardId");
        var shards = new ArrayList<Map<String, Object>>();
        for (int shard = 0; shard < stream.log.shards().size(); shard++) {
            if (start == null || shardId(shard).compareTo(start) > 0) {
                shards.add(Map.of(
                        "ShardId",
                        shardId(shard),
                        "SequenceNumberRange",
                        Map.of("StartingSequenceNumber", sequence(0))));
            }
        }
        var schema = TableJson.schema(stream.table.schema());
        return Answer.with(
                "StreamDescription",
                Answer.with("StreamArn", stream.arn())
                        .and("StreamLabel", stream.log.label())
                        .and("StreamStatus", stream.log.enabled() ? "ENABLED" : "DISABLED")
                        .and("StreamViewType", stream.log.view().name())
                        .and("TableName", stream.table.schema().name())
                        .and("KeySchema", schema.get("KeySchema"))
                        .and("CreationRequestDateTime", seconds(Instant.parse(stream.log.label() + "Z")))
                        .and("Shards", shards)
                        .json());
    }

    private static String shardId(int shard) {
        return SHARD + "%08d".formatted(shard);
    }

    private static int shard(Stream stream, @Nullable String id) {
        for (int shard = 0; shard < stream.log.shards().size(); shard++) {
            if (shardId(shard).equals(id)) {
                return shard;
            }
        }
        throw TableException.notFound("Requested resource not found: Shard does not exist");
    }

    /** Sequence numbers sort as texts and as numbers. */
    private static String sequence(long number) {
        return "%021d".formatted(number);
    }

    private static double seconds(Instant at) {
        return at.getEpochSecond();
    }

    Answer iterator(Request request) {
        var stream = stream(request.text("StreamArn"));
        var type = request.text("ShardIteratorType");
        new Constraints()
                .notNull(request.text("ShardId"), "shardId")
                .notNull(type, "shardIteratorType")
                .oneOf(
                        type,
                        "shardIteratorType",
                        "AFTER_SEQUENCE_NUMBER",
                        "LATEST",
                        "AT_SEQUENCE_NUMBER",
                        "TRIM_HORIZON")
                .check();
        int shard = shard(stream, request.text("ShardId"));
        long from =
                switch (String.valueOf(type)) {
                    case "LATEST" -> database.snapshot().sequence() + 1;
                    case "AT_SEQUENCE_NUMBER" -> given(request);
                    case "AFTER_SEQUENCE_NUMBER" -> given(request) + 1;
                    default -> 0;
                };
        return Answer.with("ShardIterator", iterator(stream.arn(), shard, from));
    }

    private static long given(Request request) {
        var number = request.text("SequenceNumber");
        try {
            return Long.parseLong(String.valueOf(number));
        } catch (NumberFormatException e) {
            throw TableException.invalid(
                    number == null
                            ? "SequenceNumber is required for this ShardIteratorType"
                            : "Invalid SequenceNumber: " + number);
        }
    }

    private String iterator(String arn, int shard, long from) {
        var text = arn + "|" + shard + "|" + from + "|" + database.now().toEpochMilli();
        return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    Answer records(Request request) {
        var text = request.text("ShardIterator");
        var limit = request.number("Limit");
        new Constraints()
                .notNull(text, "shardIterator")
                .between(1, MOST_RECORDS, limit, "limit")
                .check();
        var parts = parts(String.valueOf(text));
        var stream = stream(parts[0]);
        int shard = Integer.parseInt(parts[1]);
        long from = Long.parseLong(parts[2]);
        if (Instant.ofEpochMilli(Long.parseLong(parts[3])).plus(ITERATOR_LIVES).isBefore(database.now())) {
            throw TableException.of("ExpiredIteratorException", "Shard iterator has expired");
        }
        var records = stream.log.read(shard, from, limit == null ? MOST_RECORDS : limit.intValue(), database.now());
        long next = records.isEmpty() ? from : records.getLast().sequence() + 1;
        return Answer.with(
                        "Records",
                        records.stream().map(entry -> record(stream, entry)).toList())
                .and(
                        "NextShardIterator",
                        stream.log.enabled() || !records.isEmpty() ? iterator(parts[0], shard, next) : null);
    }

    private static String[] parts(String iterator) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(iterator), StandardCharsets.UTF_8).split("\\|");
            if (parts.length == 4) {
                return parts;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw TableException.invalid("Invalid ShardIterator");
    }

    private static Map<String, Object> record(Stream stream, Entry entry) {
        var change = Answer.with("ApproximateCreationDateTime", seconds(entry.at()))
                .and("Keys", entry.keys())
                .and("NewImage", entry.after())
                .and("OldImage", entry.before())
                .and("SequenceNumber", sequence(entry.sequence()))
                .and("SizeBytes", entry.bytes())
                .and("StreamViewType", stream.log.view().name());
        return Answer.with("eventID", "%016x%016x".formatted(Values.mix(entry.sequence()), entry.sequence()))
                .and("eventName", entry.event().name())
                .and("eventVersion", "1.1")
                .and("eventSource", "aws:dynamodb")
                .and("awsRegion", "ddblocal")
                .and("dynamodb", change.json())
                .and("userIdentity", entry.expired() ? EXPIRY : null)
                .json();
    }
}
