package app.clockout.local.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.clockout.local.table.core.Database;
import app.clockout.local.table.core.Rules;
import app.clockout.local.table.core.Write;
import app.clockout.local.table.journal.Journal;
import app.clockout.local.table.protocol.Protocol;
import app.clockout.local.table.value.Item;
import app.clockout.local.table.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final PrintStream QUIET = new PrintStream(new ByteArrayOutputStream());
    private static final int PAIRS = 40;

    @TempDir
    Path folder;

    private static Database database() {
        return new Database(InstantSource.system(), Rules.PLAIN);
    }

    static void createTable(Database database) {
        var reply =
                new Protocol(database).answer("DynamoDB_20120810.CreateTable", """
                        {"TableName":"tab","BillingMode":"PAY_PER_REQUEST",
                        "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],
                        "KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],
                        "StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"}}
                        """.getBytes(StandardCharsets.UTF_8));
        assertThat(reply.status()).isEqualTo(200);
    }

    static Item item(String key, long number) {
        return Item.of("p", Value.text(key), "n", Value.number(number));
    }

    /** Two rows that always change together. */
    static void writePair(Database database, long number) {
        database.transact(List.of(Write.put("tab", item("a", number)), Write.put("tab", item("b", number))), null);
    }

    static long number(Database database, String key) {
        var table = Objects.requireNonNull(database.snapshot().tables().get("tab"));
        var row = table.rows().get(table.schema().keys().keyOf(item(key, 0)));
        return row != null && row.get("n") instanceof Value.N(var number) ? number.longValue() : -1;
    }

    @Test
    void shouldKeepTablesRowsAndStreams() {
        var first = database();
        long hash;
        try (var _ = Journal.open(folder, first, QUIET)) {
            createTable(first);
            for (int i = 0; i < 50; i++) {
                first.write(Write.put("tab", item("k" + i % 20, i)));
            }
            first.write(Write.delete("tab", Item.of("p", Value.text("k3"))));
            hash = first.snapshot().hash();
        }
        var second = database();
        try (var _ = Journal.open(folder, second, QUIET)) {
            assertThat(second.snapshot().hash()).isEqualTo(hash);
            assertThat(second.snapshot().sequence()).isEqualTo(first.snapshot().sequence());
            assertThat(second.tables().getFirst().stream())
                    .usingRecursiveComparison()
                    .ignoringFields("shards")
                    .isEqualTo(first.tables().getFirst().stream());
        }
    }

    @Test
    void shouldStandOnWholeRecordsWhereverItIsCut() throws IOException {
        cut(50);
    }

    @Test
    @Tag("long")
    void shouldStandOnWholeRecordsAtAThousandPlaces() throws IOException {
        cut(1000);
    }

    private void cut(int times) throws IOException {
        var first = database();
        var hashes = new ArrayList<Long>();
        var lengths = new ArrayList<Long>();
        var file = folder.resolve("table.log");
        try (var _ = Journal.open(folder, first, QUIET)) {
            createTable(first);
            for (int i = 0; i < PAIRS; i++) {
                writePair(first, i);
                hashes.add(first.snapshot().hash());
                lengths.add(Files.size(file));
            }
        }
        byte[] whole = Files.readAllBytes(file);
        var chance = new Random(1);
        for (int cut = 0; cut < times; cut++) {
            var place = folder.resolve("cut");
            Files.createDirectories(place);
            int length = Math.toIntExact(lengths.getFirst())
                    + chance.nextInt(whole.length - Math.toIntExact(lengths.getFirst()) + 1);
            var bytes = Arrays.copyOf(whole, length);
            if (cut % 4 == 0 && length > lengths.getFirst()) {
                bytes[length - 1] ^= 0x10; // a page that did not arrive whole
            }
            Files.write(place.resolve("table.log"), bytes);
            var trouble = new ByteArrayOutputStream();
            var again = database();
            try (var _ = Journal.open(place, again, new PrintStream(trouble, true, StandardCharsets.UTF_8))) {
                assertThat(number(again, "a")).isEqualTo(number(again, "b"));
                int records = Math.toIntExact(number(again, "a"));
                assertThat(again.snapshot().hash()).isEqualTo(hashes.get(records));
                if (cut % 4 != 0) {
                    assertThat(lengths.get(records)).isLessThanOrEqualTo(length);
                    assertThat(records == PAIRS - 1 || lengths.get(records + 1) > length)
                            .isTrue();
                }
                assertThat(trouble.size() > 0).isEqualTo(lengths.get(records) < length);
            }
        }
        try (var files = Files.list(folder.resolve("cut"))) {
            assertThat(files.filter(path -> path.getFileName().toString().startsWith("damaged-")))
                    .isNotEmpty();
        }
    }

    @Test
    void shouldKeepEachDamagedEndOfOnePlace() throws IOException {
        try (var _ = Journal.open(folder, database(), QUIET)) {
            // The folder has a journal now.
        }
        var file = folder.resolve("table.log");
        for (String damage : List.of("first", "second", "third")) {
            Files.writeString(file, damage);
            try (var _ = Journal.open(folder, database(), QUIET)) {
                assertThat(file).isEmptyFile();
            }
        }
        assertThat(folder.resolve("damaged-0")).hasContent("first");
        assertThat(folder.resolve("damaged-0-2")).hasContent("second");
        assertThat(folder.resolve("damaged-0-3")).hasContent("third");
    }

    @Test
    void shouldBeOneProcessesAlone() {
        try (var _ = Journal.open(folder, database(), QUIET)) {
            assertThatThrownBy(() -> Journal.open(folder, database(), QUIET))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage("The folder for the table, " + folder + ", cannot be used: another table has it open.");
        }
    }

    @Test
    void shouldStartWithEveryAnsweredWriteWheneverItWasKilled() throws Exception {
        kill(2);
    }

    @Test
    @Tag("long")
    void shouldStartWithEveryAnsweredWriteAfterTwentyKills() throws Exception {
        kill(20);
    }

    private void kill(int times) throws Exception {
        long answered = -1;
        var chance = new Random(2);
        for (int kill = 0; kill < times; kill++) {
            var process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Writer.class.getName(),
                            folder.toString(),
                            String.valueOf(answered + 1))
                    .redirectErrorStream(true)
                    .start();
            try (var out = process.inputReader()) {
                int left = 5 + chance.nextInt(200);
                for (var line = out.readLine(); line != null; line = out.readLine()) {
                    if (line.startsWith("wrote ")) {
                        answered = Long.parseLong(line.substring(6));
                        if (--left == 0) {
                            process.toHandle().destroyForcibly(); // and not its own way, which closes what it said
                        }
                    }
                }
            }
            process.waitFor();
            var database = database();
            try (var _ = Journal.open(folder, database, QUIET)) {
                assertThat(number(database, "a"))
                        .isEqualTo(number(database, "b"))
                        .isGreaterThanOrEqualTo(answered);
                answered = number(database, "a");
            }
        }
        assertThat(answered).isGreaterThan(times);
    }

    /** Writes pairs and says each once it is answered, until it is killed. */
    static final class Writer {
        public static void main(String[] arguments) {
            var database = database();
            Journal.open(Path.of(arguments[0]), database, System.err);
            if (database.snapshot().tables().get("tab") == null) {
                createTable(database);
            }
            for (long number = Long.parseLong(arguments[1]); ; number++) {
                writePair(database, number);
                System.out.println("wrote " + number);
                System.out.flush();
            }
        }
    }
}
