package app.clockout.local.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import app.clockout.local.table.core.Database;
import app.clockout.local.table.core.Rules;
import app.clockout.local.table.core.Write;
import app.clockout.local.table.journal.Journal;
import app.clockout.local.table.protocol.Protocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a disk that is full or damaged does to a table that is kept there. */
class BrokenMachineTest {
    private static final String PUT =
            "{'TransactItems':[{'Put':{'TableName':'tab','Item':{'p':{'S':'a'}}}}],'ClientRequestToken':'once'}";
    private static final String GET = "{'TableName':'tab','ConsistentRead':true,'Key':{'p':{'S':'a'}}}";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream trouble = new ByteArrayOutputStream();

    private static Database database() {
        return new Database(InstantSource.system(), Rules.PLAIN);
    }

    private Journal open(Database database) {
        return Journal.open(folder, database, new PrintStream(trouble, true, StandardCharsets.UTF_8));
    }

    private Path file() {
        return folder.resolve("table.log");
    }

    private static String call(Database database, String call, String json) {
        var reply = new Protocol(database)
                .answer("DynamoDB_20120810." + call, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        return reply.status() + " " + new String(reply.body(), StandardCharsets.UTF_8).replace('"', '\'');
    }

    /** A journal of a table and some rows; where each of its records ends. */
    private long[] journal(int rows) throws IOException {
        var ends = new long[rows + 1];
        var database = database();
        try (var _ = open(database)) {
            JournalTest.createTable(database);
            ends[0] = Files.size(file());
            for (int i = 1; i <= rows; i++) {
                database.write(Write.put("tab", JournalTest.item("k" + i, i)));
                ends[i] = Files.size(file());
            }
        }
        return ends;
    }

    private void damage(long at) throws IOException {
        try (var file = new RandomAccessFile(file().toFile(), "rw")) {
            file.seek(at);
            int before = file.read();
            file.seek(at);
            file.write(before ^ 0x10);
        }
    }

    @Test
    void shouldTellNothingBeforeItIsOnTheDisk() throws Exception {
        var database = database();
        JournalTest.createTable(database);
        var written = new CountDownLatch(1);
        database.record(_ -> () -> {
            try {
                written.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        var write = started(() -> call(database, "TransactWriteItems", PUT));
        while (database.tables().getFirst().rows().size() == 0) {
            Thread.onSpinWait();
        }
        var read = started(() -> call(database, "GetItem", GET));
        var again = started(() -> call(database, "TransactWriteItems", PUT));
        assertThatThrownBy(() -> read.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> again.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        written.countDown();
        assertThat(read.get()).isEqualTo("200 {'Item':{'p':{'S':'a'}}}");
        assertThat(again.get()).isEqualTo(write.get()).startsWith("200 ");
    }

    private static FutureTask<String> started(Callable<String> call) {
        var task = new FutureTask<>(call);
        Thread.ofVirtual().start(task);
        return task;
    }

    @Test
    void shouldAnswerNothingMoreOnceTheDiskIsFull() throws IOException {
        var full = Path.of("/dev/full"); // which Linux keeps for this
        assumeThat(full).exists();
        journal(1);
        var database = database();
        try (var _ = open(database)) {
            Files.delete(file());
        }
        Files.createSymbolicLink(file(), full);
        try (var _ = Journal.open(folder, database, System.err)) {
            assertThat(call(database, "GetItem", GET)).isEqualTo("200 {}");
            var refusal =
                    "500 {'__type':'com.amazonaws.dynamodb.v20120810#InternalServerError','message':'The table's journal, "
                            + file()
                            + ", cannot be written (No space left on device)."
                            + " Make that good and start again: every write that was answered is there.'}";
            assertThat(call(database, "TransactWriteItems", PUT)).isEqualTo(refusal);
            assertThat(call(database, "TransactWriteItems", PUT)).isEqualTo(refusal);
            assertThat(call(database, "GetItem", GET)).isEqualTo(refusal);
            assertThat(call(database, "ListTables", "{}")).isEqualTo(refusal);
        }
        Files.delete(file());
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void shouldStartWithEveryAnsweredWriteAfterTheDiskWasFull() throws Exception {
        var writer = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f 100; exec \"$0\" \"$@\"", // no file larger, which ends as a full disk does
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JournalTest.Writer.class.getName(),
                        folder.toString(),
                        "0")
                .redirectErrorStream(true)
                .start();
        long answered = -1;
        try (var out = writer.inputReader()) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                answered = line.startsWith("wrote ") ? Long.parseLong(line.substring(6)) : answered;
            }
        }
        assertThat(answered).isGreaterThan(10);
        long length = Files.size(file());
        var again = database();
        try (var _ = open(again)) {
            assertThat(JournalTest.number(again, "a"))
                    .isEqualTo(JournalTest.number(again, "b"))
                    .isEqualTo(answered);
        }
        assertThat(file()).hasSize(length);
        assertThat(trouble.size()).isZero();
    }

    @Test
    void shouldLeaveADamagedEndWhereItCannotBeKept() throws IOException {
        var ends = journal(2);
        damage(ends[2] - 1);
        byte[] before = Files.readAllBytes(file());
        var aside = Files.createSymbolicLink(folder.resolve("damaged-" + ends[1]), folder.resolve("none/file"));
        assertThatThrownBy(() -> open(database()))
                .hasMessageStartingWith("The folder for the table, " + folder
                        + ", cannot be used: the last record of table.log was" + " cut short, and its "
                        + (ends[2] - ends[1]) + " bytes cannot be kept in damaged-" + ends[1])
                .hasMessageEndingWith("Nothing was changed.");
        assertThat(file()).hasBinaryContent(before);
        Files.deleteIfExists(aside);
        assertThatCode(() -> open(database()).close()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "{'at':'2026-01-01T00:00:00Z','rows':[{'table':'none','put':{}}]}", "{'at':'today'}"
            })
    void shouldSayWhichRecordItDoesNotUnderstand(String json) throws IOException {
        var ends = journal(1);
        byte[] record = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        var crc = new CRC32C();
        crc.update(record);
        byte[] head = ByteBuffer.allocate(8)
                .putInt(record.length)
                .putInt((int) crc.getValue())
                .array();
        try (var file = new RandomAccessFile(file().toFile(), "rw")) {
            file.seek(ends[1]);
            file.write(head);
            file.write(record);
        }
        byte[] before = Files.readAllBytes(file());
        assertThatThrownBy(() -> open(database()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith(
                        "The folder for the table, " + folder + ", cannot be used: table.log has a record at byte "
                                + ends[1] + " of " + before.length + " that is whole and not understood")
                .hasMessageEndingWith("Nothing was changed.");
        assertThat(file()).hasBinaryContent(before);
    }

    @Test
    void shouldNotStartWithoutWhatStandsBehindADamage() throws IOException {
        var ends = journal(5);
        damage(ends[1] + 20);
        byte[] before = Files.readAllBytes(file());
        assertThatThrownBy(() -> open(database()))
                .hasMessage("The folder for the table, " + folder + ", cannot be used: table.log is damaged at byte "
                        + ends[1]
                        + " of " + ends[5] + ", which is not its last record: " + (ends[5] - ends[1])
                        + " bytes would be lost. Nothing was changed. Copy the folder; then `truncate -s " + ends[1]
                        + " " + file()
                        + "` lets the table begin with what was written before.");
        assertThat(file()).hasBinaryContent(before);
        assertThat(trouble.size()).isZero();
        Files.write(file(), Arrays.copyOf(before, Math.toIntExact(ends[1]))); // as it was told
        var again = database();
        try (var _ = open(again)) {
            assertThat(again.tables().getFirst().rows().size()).isEqualTo(1);
        }
    }

    @Test
    void shouldNotCutOffMoreThanARecordCanBe() throws IOException {
        var ends = journal(1);
        var bytes = Arrays.copyOf(Files.readAllBytes(file()), Math.toIntExact(ends[1]) + 2_000_000);
        Files.write(file(), bytes); // as a disk that lost its pages does
        assertThatThrownBy(() -> open(database())).hasMessageContaining(": 2000000 bytes would be lost.");
        Files.write(file(), Arrays.copyOf(bytes, Math.toIntExact(ends[1]) + 4000));
        var again = database();
        try (var _ = open(again)) {
            assertThat(again.tables().getFirst().rows().size()).isEqualTo(1);
        }
        assertThat(trouble.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines(
                        "The table's journal was cut off in the middle of a record: its last 4000 of "
                                + (ends[1] + 4000) + " bytes are in " + folder.resolve("damaged-" + ends[1]) + " now.");
    }

    @Test
    void shouldSayThatItsLockIsAFolder() throws IOException {
        var lock = Files.createDirectory(folder.resolve("lock"));
        assertThatThrownBy(() -> open(database()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("The folder for the table, " + folder
                        + ", cannot be used: java.nio.file.FileSystemException: " + lock + ": Is a directory");
    }
}
