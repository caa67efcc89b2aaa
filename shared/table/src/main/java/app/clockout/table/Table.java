package app.clockout.table;

import app.clockout.domain.BusyException;
import app.clockout.domain.MemberId;
import app.clockout.environment.Environment;
import app.clockout.environment.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The one DynamoDB table. Reads are strongly consistent. Every method throws {@link BusyException} when the
 * table cannot answer now.
 */
public final class Table {
    private static final int BATCH_GET_MAX = 100;

    // The SDK's own retries would outlast the function that a person waits for.
    private static final RetryStrategy RETRIES = AwsRetryStrategy.standardRetryStrategy().toBuilder()
            .maxAttempts(4)
            .backoffStrategy(BackoffStrategy.exponentialDelay(Duration.ofMillis(25), Duration.ofMillis(200)))
            .throttlingBackoffStrategy(BackoffStrategy.exponentialDelay(Duration.ofMillis(50), Duration.ofMillis(500)))
            .build();
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

    private final DynamoDbClient client;
    private final String name;
    private final Threads threads;
    private final RandomGenerator random;

    public Table(Environment environment) {
        client = environment.client(DynamoDbClient.builder()
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(RETRIES)
                        .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                        .apiCallTimeout(CALL_TIMEOUT)
                        .build()));
        name = environment.variable("TABLE_NAME");
        threads = environment.threads();
        random = environment.random();
    }

    /** How to wait between attempts, and how to read several things at once. */
    public Threads threads() {
        return threads;
    }

    /** Where the pauses between attempts get their length from. */
    RandomGenerator random() {
        return random;
    }

    public Optional<Item> get(Key key) {
        var answer = call(() -> client.getItem(
                request -> request.tableName(name).key(key.attributes()).consistentRead(true)));
        return answer.hasItem() ? Optional.of(Item.of(answer.item())) : Optional.empty();
    }

    /** The items there are, by key; those that are not there are simply missing. One request for each hundred. */
    public Map<Key, Item> getAll(Collection<Key> keys) {
        var found = new HashMap<Key, Item>();
        var wanted = List.copyOf(new LinkedHashSet<>(keys));
        for (int from = 0; from < wanted.size(); from += BATCH_GET_MAX) {
            var part = wanted.subList(from, Math.min(from + BATCH_GET_MAX, wanted.size()));
            var asked = KeysAndAttributes.builder()
                    .keys(part.stream().map(Key::attributes).toList())
                    .consistentRead(true)
                    .build();
            var left = readInto(found, Map.of(name, asked));
            if (!left.isEmpty()) {
                readLater(found, left);
            }
        }
        return found;
    }

    private void readLater(Map<Key, Item> found, Map<String, KeysAndAttributes> leftOut) {
        var retry = Retry.unprocessed(this);
        var pending = leftOut;
        do {
            retry.pause();
            pending = readInto(found, pending);
        } while (!pending.isEmpty());
    }

    /** Reads what the table gives at once; returns the keys that it left out for now. */
    private Map<String, KeysAndAttributes> readInto(Map<Key, Item> found, Map<String, KeysAndAttributes> keys) {
        var answer = call(() -> client.batchGetItem(request -> request.requestItems(keys)));
        for (var attributes : answer.responses().getOrDefault(name, List.of())) {
            var item = Item.of(attributes);
            found.put(item.key(), item);
        }
        return answer.unprocessedKeys();
    }

    /** All items of a partition whose sort key is in [from, to], in order. */
    public List<Item> between(String partition, String from, String to) {
        var items = new ArrayList<Item>();
        eachBetween(partition, from, to, items::add);
        return items;
    }

    /**
     * Hands over all items of a partition whose sort key is in [from, to], in order. It holds one page of a megabyte at a
     * time, so there may be any number of them.
     */
    public void eachBetween(String partition, String from, String to, Consumer<Item> each) {
        var request = range(partition, from, to).build();
        Map<String, AttributeValue> start = Map.of();
        do {
            var page = startingAt(request, start);
            var answer = call(() -> client.query(page));
            answer.items().forEach(attributes -> each.accept(Item.of(attributes)));
            start = answer.hasLastEvaluatedKey() ? answer.lastEvaluatedKey() : Map.of();
        } while (!start.isEmpty());
    }

    /** All items of a partition whose sort key begins so, in order. */
    public List<Item> beginningWith(String partition, String prefix) {
        return between(partition, prefix, prefix + '\uffff');
    }

    /** The last items of a partition, newest first, below a sort key where one is given. */
    public List<Item> lastOf(String partition, @Nullable String below, int limit) {
        var request = QueryRequest.builder()
                .tableName(name)
                .scanIndexForward(false)
                .limit(limit)
                .consistentRead(true);
        var values = new HashMap<>(Map.of(":pk", AttributeValue.fromS(partition)));
        if (below == null) {
            request.keyConditionExpression("PK = :pk");
        } else {
            request.keyConditionExpression("PK = :pk AND SK < :below");
            values.put(":below", AttributeValue.fromS(below));
        }
        return call(() -> client.query(request.expressionAttributeValues(values).build())).items().stream()
                .map(Item::of)
                .toList();
    }

    /**
     * The first items of a partition whose sort key is in [from, to], in order.
     *
     * @param most how many at the most
     */
    public List<Item> firstBetween(String partition, String from, String to, int most) {
        return call(() -> client.query(range(partition, from, to).limit(most).build())).items().stream()
                .map(Item::of)
                .toList();
    }

    /**
     * The keys of what a person has to do with, by the index; with what was written just now they may be missing.
     *
     * @param prefix what the index' sort key begins with
     * @param below goes on below this sort key of the index, newest first; null from the newest
     */
    public List<Item> byMember(MemberId member, String prefix, @Nullable String below, int most) {
        return call(() -> client.query(request -> request.tableName(name)
                        .indexName(ByMember.NAME)
                        .keyConditionExpression("byMember = :member AND byMemberSort BETWEEN :from AND :to")
                        .expressionAttributeValues(Map.of(
                                ":member", AttributeValue.fromS(member.value()),
                                ":from", AttributeValue.fromS(prefix),
                                ":to", AttributeValue.fromS(below == null ? prefix + '\uffff' : below)))
                        .scanIndexForward(false)
                        .limit(below == null ? most : most + 1)))
                .items()
                .stream()
                .map(Item::of)
                .filter(item -> !item.text(ByMember.SORT).equals(below))
                .limit(most)
                .toList();
    }

    /** How many items of a partition have a sort key in [from, to]; the partition's part must fit one page of 1 MB. */
    public int count(String partition, String from, String to) {
        return call(() -> client.query(
                        range(partition, from, to).select(Select.COUNT).build()))
                .count();
    }

    /** Adds to one number of one item, made if it is not there; gives the new number. Not in a transaction. */
    public long add(Key key, String attribute, long amount) {
        var answer = alone(() -> client.updateItem(request -> request.tableName(name)
                .key(key.attributes())
                .updateExpression("ADD " + attribute + " :amount")
                .expressionAttributeValues(Map.of(":amount", Item.number(amount)))
                .returnValues(ReturnValue.UPDATED_NEW)));
        return Item.of(answer.attributes()).number(attribute);
    }

    /** Writes one unconditional change that is the same done twice. */
    public void write(Write write) {
        alone(() -> {
            write.alone(client, name);
            return Commit.DONE;
        });
    }

    /** One write outside of a transaction, which a transaction can stop all the same. */
    private <T> T alone(Supplier<T> write) {
        @Nullable Retry retry = null;
        while (true) {
            try {
                return call(write);
            } catch (AwsServiceException e) {
                if (!isConflict(e)) {
                    throw e;
                }
                retry = retry == null ? Retry.conflict(this) : retry;
                retry.pause(e);
            }
        }
    }

    /** Writes all or nothing, once, even where the answer gets lost on its way. */
    public Commit commit(Write... writes) {
        return commit(List.of(writes));
    }

    /** Writes all or nothing, at most 100 writes, once, even where the answer gets lost on its way. */
    public Commit commit(List<Write> writes) {
        var items = new ArrayList<TransactWriteItem>();
        for (var write : writes) {
            items.add(write.inTransaction(name));
        }
        var request = TransactWriteItemsRequest.builder().transactItems(items).build();
        @Nullable Retry retry = null;
        while (true) {
            try {
                call(() -> client.transactWriteItems(request));
                return Commit.DONE;
            } catch (TransactionCanceledException e) {
                var refusals = refusals(writes, e);
                if (!refusals.isEmpty()) {
                    return Commit.refused(refusals);
                }
                retry = retry == null ? Retry.conflict(this) : retry;
                retry.pause(e);
            }
        }
    }

    private static Map<Write, Item> refusals(List<Write> writes, TransactionCanceledException e) {
        var refusals = new IdentityHashMap<Write, Item>();
        List<CancellationReason> reasons = e.cancellationReasons();
        for (int i = 0; i < reasons.size(); i++) {
            var code = reasons.get(i).code();
            if ("ConditionalCheckFailed".equals(code)) {
                refusals.put(writes.get(i), Item.of(reasons.get(i).item()));
            } else if ("ValidationError".equals(code) || "ItemCollectionSizeLimitExceeded".equals(code)) {
                throw e;
            }
        }
        return refusals;
    }

    private QueryRequest.Builder range(String partition, String from, String to) {
        return QueryRequest.builder()
                .tableName(name)
                .keyConditionExpression("PK = :pk AND SK BETWEEN :from AND :to")
                .expressionAttributeValues(Map.of(
                        ":pk", AttributeValue.fromS(partition),
                        ":from", AttributeValue.fromS(from),
                        ":to", AttributeValue.fromS(to)))
                .consistentRead(true);
    }

    private static QueryRequest startingAt(QueryRequest request, Map<String, AttributeValue> start) {
        return start.isEmpty()
                ? request
                : request.toBuilder().exclusiveStartKey(start).build();
    }

    private static <T> T call(Supplier<T> call) {
        try {
            return call.get();
        } catch (AwsServiceException e) {
            if (e.isThrottlingException() || e.statusCode() >= 500 || isInProgress(e)) {
                throw new BusyException(e);
            }
            throw e;
        } catch (SdkClientException e) {
            throw new BusyException(e);
        }
    }

    /** Another transaction has the item of a single write. */
    private static boolean isConflict(AwsServiceException e) {
        return "TransactionConflictException".equals(code(e));
    }

    /** The same transaction, sent before, has not ended yet. */
    private static boolean isInProgress(AwsServiceException e) {
        return "TransactionInProgressException".equals(code(e));
    }

    private static @Nullable String code(AwsServiceException e) {
        return e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    }
}
