package app.clockout.admin;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.admin.AuditStore.Entry;
import app.clockout.domain.MemberId;
import app.clockout.local.emulators.TestStack;
import app.clockout.table.AuditLog;
import app.clockout.table.Item;
import app.clockout.table.Key;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditStoreTest {
    private static final Instant NOW = TestStack.START;
    private static final MemberId ADA = new MemberId("ada");

    private final Table table = new Table(TestStack.fresh().environment("AdminFunction"));
    private final AuditStore entries = new AuditStore(table);
    private final AuditLog audit = new AuditLog(new Random(1));

    @Test
    void shouldKeepWhoDidWhatToWhomAndWhy() {
        add(NOW.plusMillis(7), "waitlist.approve", "maya", "Met her in Malmö.\nTwice.");

        assertThat(entries.last(null, 10)).singleElement().satisfies(entry -> {
            assertThat(entry.at()).isEqualTo(NOW.plusMillis(7));
            assertThat(entry.actor()).isEqualTo(ADA);
            assertThat(entry.action()).isEqualTo("waitlist.approve");
            assertThat(entry.subject()).isEqualTo("maya");
            assertThat(entry.note()).isEqualTo("Met her in Malmö.\nTwice.");
        });
    }

    @Test
    void shouldHaveNoNoteWhereNoneWasGiven() {
        add(NOW, "a", "x", null);
        add(NOW, "b", "x", "");

        assertThat(entries.last(null, 10)).extracting(Entry::note).containsExactly(null, null);
    }

    @Test
    void shouldShowTheNewestFirst() {
        add(NOW.plusSeconds(1), "second", "x", null);
        add(Instant.parse("2286-11-20T17:46:39.999Z"), "last", "x", null);
        add(NOW, "first", "x", null);
        add(Instant.parse("2001-09-09T01:46:39.999Z"), "before ten digits of seconds", "x", null);

        assertThat(entries.last(null, 10))
                .extracting(Entry::action)
                .containsExactly("last", "second", "first", "before ten digits of seconds");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10, 11})
    void shouldShowEveryEntryOncePageByPageEvenOfOneInstant(int page) {
        for (int i = 0; i < 10; i++) {
            add(NOW.plusSeconds(i / 5), "action" + i, "x", null);
        }

        var all = new ArrayList<Entry>();
        @Nullable String below = null;
        while (true) {
            var some = entries.last(below, page);
            all.addAll(some);
            if (some.size() < page) {
                break;
            }
            below = some.getLast().position();
        }
        assertThat(all).extracting(Entry::action).doesNotHaveDuplicates().hasSize(10);
        assertThat(all).isEqualTo(entries.last(null, 100));
        assertThat(all.subList(0, 5)).extracting(Entry::at).containsOnly(NOW.plusSeconds(1));
    }

    @Test
    void shouldNotShiftAPageWhileEntriesAreAdded() {
        add(NOW, "first", "x", null);
        add(NOW.plusSeconds(1), "second", "x", null);
        var top = entries.last(null, 1).getFirst();

        add(NOW.plusSeconds(2), "third", "x", null);

        assertThat(entries.last(top.position(), 10)).extracting(Entry::action).containsExactly("first");
    }

    @Test
    void shouldFindNothingBelowTheOldest() {
        add(NOW, "first", "x", null);

        assertThat(entries.last(entries.last(null, 1).getFirst().position(), 10))
                .isEmpty();
        assertThat(entries.last("0", 10)).isEmpty();
    }

    @Test
    void shouldAddNothingWhereTheActionItselfIsRefused() {
        var taken = Key.alone("X");
        table.commit(Write.put(Item.at(taken)));

        table.commit(
                audit.add(NOW, ADA, "a", "x", null), Write.put(Item.at(taken)).onlyIfAbsent());

        assertThat(entries.last(null, 10)).isEmpty();
    }

    @Test
    void shouldNeverChangeAnEntry() {
        add(NOW, "first", "x", null);
        var sameId = new AuditLog(new Random(1));

        assertThat(table.commit(sameId.add(NOW, ADA, "forged", "x", null)).done())
                .isFalse();
        assertThat(entries.last(null, 10)).extracting(Entry::action).containsExactly("first");
    }

    private void add(Instant at, String action, String subject, @Nullable String note) {
        assertThat(table.commit(audit.add(at, ADA, action, subject, note)).done())
                .isTrue();
    }
}
