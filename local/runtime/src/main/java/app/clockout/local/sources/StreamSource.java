package app.clockout.local.sources;

import app.clockout.local.emulators.Meter;
import app.clockout.local.lambda.FunctionFailure;
import app.clockout.local.lambda.LambdaFunction;
import app.clockout.local.stack.Stack.TableChanges;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Brings the table's changes to their function as Lambda does: shard by shard in order, filtered, in batches; a batch that
 * fails is tried again (halved, if the template says so) and nothing behind it in its shard passes.
 */
public final class StreamSource implements AutoCloseable {
    private static final Duration LONGEST_SLEEP = Duration.ofMillis(250);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final String LABEL = "stream";

    /** What one look at the whole stream found. */
    enum Look {
        NOTHING_NEW,
        MOVED,
        STUCK
    }

    private final TableChanges mapping;
    private final LambdaFunction function;
    private final DynamoDbStreamsClient streams;
    private final String streamArn;
    private final Checkpoints checkpoints;
    private final ActivityCounter activity;
    private final Outage outage;
    private final PrintStream trouble;
    private final Semaphore changed = new Semaphore(0);
    private final Thread thread;
    private final ReentrantLock looking = new ReentrantLock();
    private final Map<String, String> iterators = new HashMap<>();
    private final Set<String> finished = new HashSet<>();
    private final Map<String, Integer> sizes = new HashMap<>();
    private List<Shard> shards = List.of();
    private Duration pause = FIRST_PAUSE;
    private long notBefore = System.nanoTime();
    private volatile boolean closed;

    /** A source that does nothing yet. */
    public StreamSource(
            TableChanges mapping,
            LambdaFunction function,
            DynamoDbStreamsClient streams,
            String streamArn,
            Checkpoints checkpoints,
            ActivityCounter activity,
            Outage outage,
            PrintStream trouble) {
        this.mapping = mapping;
        this.function = function;
        this.streams = streams;
        this.streamArn = streamArn;
        this.checkpoints = checkpoints;
        this.activity = activity;
        this.outage = outage;
        this.trouble = trouble;
        this.thread = Thread.ofVirtual().name(LABEL).unstarted(this::poll);
    }

    public void start() {
        thread.start();
    }

    /** The table has changed: look now, not at the next look. */
    public void wake() {
        changed.release();
    }

    private void poll() {
        while (!closed) {
            try {
                if (changed.tryAcquire(LONGEST_SLEEP.toMillis(), TimeUnit.MILLISECONDS)
                        && !mapping.window().isZero()
                        && !activity.isHurried()) {
                    Thread.sleep(mapping.window());
                }
                changed.drainPermits();
                if (look(false) == Look.STUCK) {
                    Thread.sleep(pause);
                    changed.release();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /**
     * Reads all there is to read by now and hands it on.
     *
     * @param everything whether to ask for new shards too, which come rarely
     */
    Look look(boolean everything) throws InterruptedException {
        looking.lockInterruptibly();
        try {
            return Meter.unmetered(() -> lookNow(everything));
        } finally {
            looking.unlock();
        }
    }

    private Look lookNow(boolean everything) {
        if (System.nanoTime() - notBefore < 0) {
            return Look.STUCK;
        }
        try {
            if (everything
                    || shards.isEmpty()
                    || finished.contains(shards.getLast().shardId())) {
                shards = shards();
            }
            boolean moved = false;
            boolean stuck = false;
            for (Shard shard : shards) {
                if (finished.contains(shard.shardId()) || isBehind(shard)) {
                    continue;
                }
                Look look = read(shard.shardId());
                stuck |= look == Look.STUCK;
                moved |= look == Look.MOVED;
            }
            return stuck ? Look.STUCK : moved ? Look.MOVED : Look.NOTHING_NEW;
        } catch (RuntimeException e) {
            // Whatever it is, the next look comes: a stream that nobody reads any more would be a riddle.
            if (!closed && !outage.explains(e)) {
                trouble.println(LABEL + ": " + e);
            }
            holdOff();
            return Look.STUCK;
        }
    }

    /** A shard waits until the one it came out of is read to its end. */
    private boolean isBehind(Shard shard) {
        return shard.parentShardId() != null
                && !finished.contains(shard.parentShardId())
                && shards.stream().anyMatch(other -> other.shardId().equals(shard.parentShardId()));
    }

    /** The shards, parents before children. */
    private List<Shard> shards() {
        var all = new ArrayList<Shard>();
        String[] last = new String[1];
        do {
            var page = streams.describeStream(
                            request -> request.streamArn(streamArn).exclusiveStartShardId(last[0]))
                    .streamDescription();
            all.addAll(page.shards());
            last[0] = page.lastEvaluatedShardId();
        } while (last[0] != null);
        // Their ids begin with the time they were made at.
        all.sort(Comparator.comparing(Shard::shardId));
        return all;
    }

    private Look read(String shard) {
        boolean moved = false;
        while (true) {
            var page = page(shard);
            List<Record> records = page.records();
            if (!records.isEmpty()) {
                int handled = hand(shard, records);
                if (handled > 0) {
                    checkpoints.set(shard, records.get(handled - 1).dynamodb().sequenceNumber());
                    moved = true;
                }
                if (handled < records.size()) {
                    iterators.remove(shard);
                    holdOff();
                    return Look.STUCK;
                }
                sizes.computeIfPresent(shard, (_, size) -> Math.min(mapping.batchSize(), size * 2));
                pause = FIRST_PAUSE;
            }
            if (page.nextShardIterator() == null) {
                iterators.remove(shard);
                finished.add(shard);
                return Look.MOVED; // its child is to be read
            }
            iterators.put(shard, page.nextShardIterator());
            if (records.isEmpty()) {
                return moved ? Look.MOVED : Look.NOTHING_NEW;
            }
        }
    }

    private void complain(String line) {
        if (!closed) {
            trouble.println(line);
        }
    }

    private void holdOff() {
        notBefore = System.nanoTime() + pause.toNanos();
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private GetRecordsResponse page(String shard) {
        try {
            return records(shard, iterators.containsKey(shard) ? iterators.get(shard) : iterator(shard));
        } catch (ExpiredIteratorException e) {
            return records(shard, iterator(shard));
        } catch (TrimmedDataAccessException e) {
            checkpoints.clear(shard); // older than a day and gone
            return records(shard, iterator(shard));
        }
    }

    private GetRecordsResponse records(String shard, @Nullable String iterator) {
        int size = sizes.getOrDefault(shard, mapping.batchSize());
        return streams.getRecords(request -> request.shardIterator(iterator).limit(size));
    }

    private String iterator(String shard) {
        var sequenceNumber = checkpoints.of(shard);
        return streams.getShardIterator(request -> request.streamArn(streamArn)
                        .shardId(shard)
                        .shardIteratorType(
                                sequenceNumber.isPresent()
                                        ? ShardIteratorType.AFTER_SEQUENCE_NUMBER
                                        : ShardIteratorType.TRIM_HORIZON)
                        .sequenceNumber(sequenceNumber.orElse(null)))
                .shardIterator();
    }

    /** How many of the records are done, counted from the first. */
    private int hand(String shard, List<Record> records) {
        List<Record> matching = records.stream().filter(this::isWanted).toList();
        if (matching.isEmpty()) {
            return records.size();
        }
        activity.wrote();
        activity.begin();
        try {
            var answer = function.call(LABEL, SourceEvents.ofStream(streamArn, matching));
            return firstFailed(records, answer);
        } catch (FunctionFailure e) {
            complain(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException | ClassCastException e) {
            complain(LABEL + ": " + function.name() + ": " + e.getMessage());
        } finally {
            activity.end();
        }
        if (mapping.bisects()) {
            sizes.put(shard, Math.max(1, records.size() / 2));
        }
        return 0;
    }

    private boolean isWanted(Record record) {
        if (mapping.filters().isEmpty()) {
            return true;
        }
        JsonNode json = RecordJson.of(record);
        return mapping.filters().stream().anyMatch(filter -> filter.matches(json));
    }

    /** By the rules of ReportBatchItemFailures: everything from the first record it names on comes again. */
    private int firstFailed(List<Record> records, @Nullable Object answer) {
        if (!mapping.reportsFailures()
                || answer == null
                || ((StreamsEventResponse) answer).getBatchItemFailures() == null) {
            return records.size();
        }
        int first = records.size();
        for (var failure : ((StreamsEventResponse) answer).getBatchItemFailures()) {
            int index = 0;
            while (index < records.size()
                    && !records.get(index).dynamodb().sequenceNumber().equals(failure.getItemIdentifier())) {
                index++;
            }
            if (index == records.size()) {
                throw new IllegalArgumentException("it named a record it did not get: " + failure.getItemIdentifier());
            }
            first = Math.min(first, index);
        }
        return first;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
