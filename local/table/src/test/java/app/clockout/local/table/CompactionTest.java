package app.clockout.local.table;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.local.table.core.Database;
import app.clockout.local.table.core.Rules;
import app.clockout.local.table.core.StreamLog.Entry;
import app.clockout.local.table.core.Tokens.Token;
import app.clockout.local.table.core.Write;
import app.clockout.local.table.journal.Journal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal that has grown is written anew, and nothing is lost by it. */
class CompactionTest {
    private static final long SMALL = 20_000;
    private static final int TIMES = 3_000;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream trouble = new ByteArrayOutputStream();

    private Journal open(Database database) {
        return Journal.open(folder, database, new PrintStream(trouble, true, StandardCharsets.UTF_8), SMALL);
    }

    private static Database database() {
        return new Database(InstantSource.system(), Rules.PLAIN);
    }

    private Path file() {
        return folder.resolve("table.log");
    }

    /** Changes without a stream leave little behind: twenty rows, however often they change. */
    private static void withoutStream(Database database) {
        JournalTest.createTable(database);
        database.define(database.tables().getFirst().schema().withStream(null));
    }

    private static List<Entry> entries(Database database) {
        var entries = new ArrayList<Entry>();
        var log = Objects.requireNonNull(database.tables().getFirst().stream());
        log.shards().forEach(shard -> shard.each((_, entry) -> entries.add(entry)));
        return entries;
    }

    @Test
    void shouldStaySmallHoweverOftenItsRowsChange() throws IOException {
        var first = database();
        try (var _ = open(first)) {
            withoutStream(first);
            for (int i = 0; i < TIMES; i++) {
                first.write(Write.put("tab", JournalTest.item("k" + i % 20, i)));
                assertThat(Files.size(file())).isLessThan(SMALL + 500);
            }
        }
        var second = database();
        try (var _ = open(second)) {
            assertThat(second.snapshot().hash()).isEqualTo(first.snapshot().hash());
        }
        assertThat(trouble.size()).isZero();
    }

    @Test
    void shouldKeepStreamSequenceAndTokens() {
        var token = new Token("once", 1, InstantSource.system().instant());
        var first = database();
        try (var _ = open(first)) {
            JournalTest.createTable(first);
            first.transact(List.of(Write.put("tab", JournalTest.item("token", 1))), token);
            for (int i = 0; i < 500; i++) {
                JournalTest.writePair(first, i);
            }
            first.write(Write.delete("tab", JournalTest.item("a", 0).without("n")));
        }
        var second = database();
        try (var _ = open(second)) {
            assertThat(second.snapshot().hash()).isEqualTo(first.snapshot().hash());
            assertThat(second.snapshot().sequence()).isEqualTo(first.snapshot().sequence());
            assertThat(entries(second)).hasSize(1002).isEqualTo(entries(first));
            assertThat(second.transact(List.of(Write.put("tab", JournalTest.item("token", 1))), token)
                            .repeated())
                    .isTrue();
        }
    }

    @Test
    void shouldLoseNothingOfThoseWhoWriteMeanwhile() throws InterruptedException {
        var first = database();
        try (var _ = open(first)) {
            withoutStream(first);
            var writers = IntStream.range(0, 8)
                    .mapToObj(writer -> Thread.ofVirtual().start(() -> {
                        for (int i = 0; i < 400; i++) {
                            first.write(Write.put("tab", JournalTest.item("w" + writer, i)));
                        }
                    }))
                    .toList();
            for (var writer : writers) {
                writer.join();
            }
        }
        var second = database();
        try (var _ = open(second)) {
            assertThat(second.tables().getFirst().rows().size()).isEqualTo(8);
            assertThat(second.snapshot().hash()).isEqualTo(first.snapshot().hash());
        }
    }

    @Test
    void shouldForgetAFileThatNeverTookItsPlace() throws IOException {
        var first = database();
        try (var _ = open(first)) {
            withoutStream(first);
            first.write(Write.put("tab", JournalTest.item("k", 1)));
        }
        var half = Files.writeString(folder.resolve("table.log.new"), "half of a new file");
        var second = database();
        try (var _ = open(second)) {
            assertThat(second.snapshot().hash()).isEqualTo(first.snapshot().hash());
            assertThat(half).doesNotExist();
        }
        assertThat(trouble.size()).isZero();
    }
}
