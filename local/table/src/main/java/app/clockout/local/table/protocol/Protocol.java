package app.clockout.local.table.protocol;

import app.clockout.local.table.core.Database;
import app.clockout.local.table.core.TableException;
import app.clockout.local.table.core.TableException.Reason;
import app.clockout.local.table.value.InvalidRequestException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers DynamoDB's and DynamoDB Streams' calls in JSON 1.0, however they come. */
public final class Protocol {
    public static final String CONTENT_TYPE = "application/x-amz-json-1.0";

    /** The header of each answer that tells the call's read units, asked for or not. */
    public static final String READ_UNITS = "X-Local-Read-Units";

    /** The header of each answer that tells the call's write units, those of a refused write included, which AWS charges and does not tell. */
    public static final String WRITE_UNITS = "X-Local-Write-Units";

    private static final String VERSION = "DynamoDB_20120810.";
    private static final String TRANSACTION = VERSION + "TransactWriteItems";
    private static final String STREAMS_VERSION = "DynamoDBStreams_20120810.";
    private static final String ERRORS = "com.amazonaws.dynamodb.v20120810#";
    private static final String COMMON_ERRORS = "com.amazon.coral.service#";

    /**
     * An answer.
     *
     * @param status of HTTP: 200, 400, or 500 for a fault of this table itself
     * @param read the read units of the call
     * @param written its write units, which a refused write is charged with all the same
     */
    public record Reply(int status, byte[] body, double read, double written) {}

    private final Database database;
    private final Map<String, Function<Request, Answer>> calls = new HashMap<>();

    public Protocol(Database database) {
        this.database = database;
        var items = new ItemCalls(database);
        var queries = new QueryCalls(database);
        var batches = new BatchCalls(database);
        var transactions = new TransactionCalls(database);
        var tables = new TableCalls(database);
        var streams = new StreamCalls(database);
        calls.put(VERSION + "GetItem", items::get);
        calls.put(VERSION + "PutItem", items::put);
        calls.put(VERSION + "UpdateItem", items::update);
        calls.put(VERSION + "DeleteItem", items::delete);
        calls.put(VERSION + "Query", queries::query);
        calls.put(VERSION + "Scan", queries::scan);
        calls.put(VERSION + "BatchGetItem", batches::get);
        calls.put(VERSION + "BatchWriteItem", batches::write);
        calls.put(VERSION + "TransactGetItems", transactions::get);
        calls.put(TRANSACTION, transactions::write);
        calls.put(VERSION + "CreateTable", tables::create);
        calls.put(VERSION + "DescribeTable", tables::describe);
        calls.put(VERSION + "ListTables", tables::list);
        calls.put(VERSION + "DeleteTable", tables::delete);
        calls.put(VERSION + "UpdateTable", tables::update);
        calls.put(VERSION + "UpdateTimeToLive", tables::updateTimeToLive);
        calls.put(VERSION + "DescribeTimeToLive", tables::describeTimeToLive);
        calls.put(STREAMS_VERSION + "ListStreams", streams::list);
        calls.put(STREAMS_VERSION + "DescribeStream", streams::describe);
        calls.put(STREAMS_VERSION + "GetShardIterator", streams::iterator);
        calls.put(STREAMS_VERSION + "GetRecords", streams::records);
    }

    /**
     * Answers one call. Rows whose time to live is over, by the table's rules, are gone before. What the answer tells is recorded
     * by then, refusals and reads included: where it cannot be, there is no answer but an {@code InternalServerError}.
     *
     * @param target the header {@code X-Amz-Target}, such as {@code DynamoDB_20120810.GetItem}
     */
    public Reply answer(@Nullable String target, byte[] body) {
        try {
            var reply = answerUnrecorded(target, body);
            database.awaitRecorded();
            return reply;
        } catch (RuntimeException e) {
            var message = e instanceof UncheckedIOException ? e.getMessage() : e.toString();
            var error = Answer.with("__type", ERRORS + "InternalServerError").and("message", message);
            return new Reply(500, Json.write(error.json()), 0, 0);
        }
    }

    private Reply answerUnrecorded(@Nullable String target, byte[] body) {
        try {
            var call = target == null ? null : calls.get(target);
            if (call == null) {
                throw TableException.of("UnknownOperationException", "");
            }
            database.expire();
            var answer = call.apply(new Request(Json.read(body)));
            return new Reply(200, Json.write(answer.json()), answer.read(), answer.written());
        } catch (TableException e) {
            return refused(e);
        } catch (InvalidRequestException e) {
            return refused(TableException.invalid(String.valueOf(e.getMessage())));
        }
    }

    /**
     * Answers one call as late as the rules say: where they let transactions take time, the answer of one comes when it no longer
     * holds its items, so that the caller never meets its own hold. For those who can wait; the table itself has no thread.
     */
    public Reply answerInTime(@Nullable String target, byte[] body) throws InterruptedIOException {
        var reply = answer(target, body);
        var flight = TRANSACTION.equals(target) ? database.rules().hold() : Duration.ZERO;
        if (!flight.isZero()) {
            try {
                Thread.sleep(flight);
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
        }
        return reply;
    }

    private static Reply refused(TableException e) {
        boolean common =
                switch (e.type()) {
                    case "ValidationException", "SerializationException", "UnknownOperationException" -> true;
                    default -> false;
                };
        boolean cancelled = !e.reasons().isEmpty();
        var error = Answer.with("__type", (common ? COMMON_ERRORS : ERRORS) + e.type())
                .and(cancelled ? "Message" : "message", e.getMessage())
                .and("Item", e.item())
                .and("CancellationReasons", cancelled ? reasons(e.reasons()) : null);
        return new Reply(400, Json.write(error.json()), 0, e.units());
    }

    private static List<Map<String, Object>> reasons(List<Reason> reasons) {
        return reasons.stream()
                .map(reason -> Answer.with("Code", reason.code())
                        .and("Message", reason.message())
                        .and("Item", reason.item())
                        .json())
                .toList();
    }
}
