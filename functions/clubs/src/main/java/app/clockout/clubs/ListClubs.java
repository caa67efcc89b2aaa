package app.clockout.clubs;

import app.clockout.domain.MemberId;
import app.clockout.table.Clubs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists clubs by name: a Query of rows, and the clubs themselves with what the reader is to them (docs/table-design.md, C2). */
final class ListClubs {
    /** @param next where the next page goes on; null on the last one */
    record Listing(List<Clubs.View> clubs, @Nullable String next) {
        static final Listing EMPTY = new Listing(List.of(), null);
    }

    private final Clubs clubs;
    private final ClubListStore list;

    ListClubs(Clubs clubs, ClubListStore list) {
        this.clubs = clubs;
        this.list = list;
    }

    Listing list(ClubListStore.Filter filter, @Nullable String after, int limit, @Nullable MemberId viewer) {
        var page = list.page(filter, after, limit);
        return new Listing(clubs.views(page.clubs(), viewer), page.next());
    }
}
