package app.clockout.local.table;

import app.clockout.local.table.core.Database;
import app.clockout.local.table.core.Reads.Get;
import app.clockout.local.table.core.Rules;
import app.clockout.local.table.core.Write;
import app.clockout.local.table.sdk.InProcessHttpClient;
import app.clockout.local.table.value.Item;
import app.clockout.local.table.value.Value;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Prints calls a second, each way in; run by hand, on a machine that does nothing else. A word runs only what has it in its name. */
final class Speed {
    private static final int CALLERS = Integer.getInteger("callers", 8);
    private static final int SECONDS = Integer.getInteger("seconds", 5);
    private static final int ROWS = 400_000;
    private static final double STILL_RISING = 1.05;

    private static String wanted = "";

    private Speed() {}

    public static void main(String[] arguments) throws Exception {
        wanted = arguments.length == 0 ? "" : arguments[0];
        memory();
        own();
        try (var table = EmbeddedTable.inMemory()) {
            JournalTest.createTable(table.database());
            try (var client = client(table, UrlConnectionHttpClient.create())) {
                measure("HTTP, single writes", CALLERS, i -> put(client, i));
                measure("HTTP, transactions of four", CALLERS, i -> transact(client, i));
            }
            try (var client = client(table, new InProcessHttpClient(table.protocol()))) {
                measure("in process, reads", CALLERS, i -> get(client, i));
                measure("in process, single writes", CALLERS, i -> put(client, i));
            }
        }
        var folder = Files.createTempDirectory("speed");
        try (var table = EmbeddedTable.in(folder)) {
            JournalTest.createTable(table.database());
            try (var client = client(table, UrlConnectionHttpClient.create())) {
                measure("HTTP with DATA, single writes", 32, i -> put(client, i));
            }
        }
        System.exit(0);
    }

    private static void memory() {
        if (!"memory".contains(wanted)) {
            return;
        }
        var database = new Database(InstantSource.system(), Rules.PLAIN.expiringAfter(Duration.ZERO));
        JournalTest.createTable(database);
        database.define(database.tables().getFirst().schema().withStream(null));
        long before = used();
        for (int i = 0; i < ROWS; i++) {
            database.write(Write.put("tab", row(i)));
        }
        System.out.printf("%d rows of %d bytes: %d MB%n", ROWS, row(ROWS).bytes(), (used() - before) / (1024 * 1024));
        if (database.tables().isEmpty()) {
            throw new IllegalStateException();
        }
    }

    private static long used() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static Item row(int i) {
        return Item.of(Map.of(
                "p", Value.text("member#" + i),
                "version", Value.number(i),
                "name", Value.text("A Member With A Name " + i),
                "text", Value.text("x".repeat(180)),
                "kind", Value.text("member"),
                "state", Value.text("active" + i % 7),
                "at", Value.text("2026-01-01T00:00:00Z")));
    }

    private static void own() throws InterruptedException {
        var database = new Database(InstantSource.system(), Rules.PLAIN);
        JournalTest.createTable(database);
        database.define(database.tables().getFirst().schema().withStream(null));
        measure(
                "own methods, single writes",
                1,
                i -> database.write(Write.put("tab", JournalTest.item("k" + i % 10_000, i))));
        var reads = database.reads();
        measure(
                "own methods, reads",
                1,
                i -> reads.get(new Get("tab", Item.of("p", Value.text("k" + i % 10_000)), null, true)));
    }

    private static DynamoDbClient client(EmbeddedTable table, SdkHttpClient http) {
        return DynamoDbClient.builder()
                .httpClient(http)
                .endpointOverride(table.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "key")))
                .build();
    }

    private static Map<String, AttributeValue> item(int i) {
        return Map.of(
                "p", AttributeValue.fromS("k" + i % 10_000),
                "n", AttributeValue.fromN(String.valueOf(i)),
                "text", AttributeValue.fromS("x".repeat(200)));
    }

    private static void put(DynamoDbClient client, int i) {
        client.putItem(put -> put.tableName("tab").item(item(i)));
    }

    private static void get(DynamoDbClient client, int i) {
        client.getItem(get -> get.tableName("tab").key(Map.of("p", AttributeValue.fromS("k" + i % 10_000))));
    }

    private static void transact(DynamoDbClient client, int i) {
        var actions = List.of(4 * i, 4 * i + 1, 4 * i + 2, 4 * i + 3).stream()
                .map(each -> TransactWriteItem.builder()
                        .put(Put.builder().tableName("tab").item(item(each)).build())
                        .build())
                .toList();
        client.transactWriteItems(write -> write.transactItems(actions));
    }

    private static void measure(String what, int callers, IntConsumer call) throws InterruptedException {
        if (!what.contains(wanted)) {
            return;
        }
        // Until it is compiled, which takes the SDK's thousand methods longer than any fixed time.
        for (long last = 0, now = 1; now > last * STILL_RISING; ) {
            last = now;
            now = count(callers, call, SECONDS);
        }
        long before = processorTime();
        long calls = count(callers, call, SECONDS);
        // On a machine that others use too, the second figure says more.
        System.out.printf(
                "%s: %d a second, %d a second of one core%n",
                what, calls / SECONDS, calls * 1_000_000_000 / (processorTime() - before));
    }

    private static long processorTime() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime();
    }

    private static long count(int callers, IntConsumer call, int seconds) throws InterruptedException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        var done = new CountDownLatch(callers);
        var counts = new long[callers];
        for (int caller = 0; caller < callers; caller++) {
            int own = caller;
            Thread.ofPlatform().start(() -> {
                // Callers keep to rows of their own, so that none waits for another's transaction.
                for (int i = own; System.nanoTime() < end; i += callers) {
                    call.accept(i);
                    counts[own]++;
                }
                done.countDown();
            });
        }
        done.await();
        return Arrays.stream(counts).sum();
    }
}
