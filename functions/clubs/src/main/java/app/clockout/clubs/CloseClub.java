package app.clockout.clubs;

import app.clockout.domain.Club;
import app.clockout.domain.MemberId;
import app.clockout.domain.Slug;
import app.clockout.table.Clubs;
import app.clockout.table.DailyCounters;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.Retry;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Closes a club: it is gone for everybody, and the worker cancels what was to come (docs/table-design.md, C6). */
final class CloseClub {
    enum Outcome {
        CLOSED,
        NOT_THERE,
        NOT_HOST
    }

    private final Table table;
    private final Clubs clubs;
    private final ClubStore store;
    private final ClubListStore list;
    private final DailyCounters counters;
    private final InstantSource clock;

    CloseClub(
            Table table,
            Clubs clubs,
            ClubStore store,
            ClubListStore list,
            DailyCounters counters,
            InstantSource clock) {
        this.table = table;
        this.clubs = clubs;
        this.store = store;
        this.list = list;
        this.counters = counters;
        this.clock = clock;
    }

    Outcome close(Slug slug, MemberId host) {
        return Retry.overtaken(table).until(() -> {
            var club = clubs.find(slug).orElse(null);
            if (club == null) {
                return Optional.of(Outcome.NOT_THERE);
            }
            if (!club.isHost(host)) {
                return Optional.of(Outcome.NOT_HOST);
            }
            return table.commit(writes(club)).done() ? Optional.of(Outcome.CLOSED) : Optional.empty();
        });
    }

    /** What closes the club as it was seen. */
    List<Write> writes(Club club) {
        var now = clock.instant();
        var writes = new ArrayList<Write>();
        writes.add(store.close(club, now));
        writes.addAll(list.leave(club));
        writes.add(counters.add(now, Map.of(Count.CLUBS, -1)));
        return writes;
    }
}
