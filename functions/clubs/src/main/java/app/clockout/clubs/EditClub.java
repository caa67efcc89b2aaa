package app.clockout.clubs;

import app.clockout.domain.Club;
import app.clockout.domain.MemberId;
import app.clockout.table.Clubs;
import app.clockout.table.Retry;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.util.ArrayList;
import java.util.Optional;

/** Changes what a club says of itself, with its rows in the lists, in one transaction (docs/table-design.md, C5). */
final class EditClub {
    sealed interface Outcome {
        record Edited(Club club) implements Outcome {}

        record NotThere() implements Outcome {}

        record NotHost() implements Outcome {}
    }

    private final Table table;
    private final Clubs clubs;
    private final ClubStore store;
    private final ClubListStore list;
    private final RelistEvents relistEvents;

    EditClub(Table table, Clubs clubs, ClubStore store, ClubListStore list, RelistEvents relistEvents) {
        this.table = table;
        this.clubs = clubs;
        this.store = store;
        this.list = list;
        this.relistEvents = relistEvents;
    }

    /**
     * @param seen the club as it was a moment ago
     * @param isMeant throws where another version is meant than the one that is about to be replaced
     */
    Outcome edit(Club seen, MemberId host, ClubForm form, Meant isMeant) {
        var edit = new Edit(seen);
        return Retry.overtaken(table).until(() -> edit.attempt(host, form, isMeant));
    }

    /** Told the version that a change is about to replace, and whether it changes anything. */
    @FunctionalInterface
    interface Meant {
        void check(long version, boolean changes);
    }

    private final class Edit {
        private Club seen;

        Edit(Club seen) {
            this.seen = seen;
        }

        Optional<Outcome> attempt(MemberId host, ClubForm form, Meant isMeant) {
            if (!seen.isHost(host)) {
                return Optional.of(new Outcome.NotHost());
            }
            boolean changes = !form.equals(ClubForm.of(seen));
            isMeant.check(seen.version(), changes);
            if (!changes) {
                return Optional.of(new Outcome.Edited(seen));
            }
            var after = form.asChangeOf(seen);
            var writes = new ArrayList<Write>();
            writes.add(store.change(seen, after));
            writes.addAll(list.move(seen, after));
            if (table.commit(writes).done()) {
                if (after.industry() != seen.industry()) {
                    relistEvents.relist(after.slug(), seen.industry(), after.industry());
                }
                return Optional.of(new Outcome.Edited(after));
            }
            var now = clubs.find(seen.slug());
            if (now.isEmpty()) {
                return Optional.of(new Outcome.NotThere());
            }
            seen = now.get();
            return Optional.empty();
        }
    }
}
