package app.clockout.clubs;

import app.clockout.domain.Club;
import app.clockout.domain.MemberId;
import app.clockout.domain.Slug;
import app.clockout.table.Clubs;
import app.clockout.table.Retry;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ends a membership: a member leaves, takes a request back, or is removed by a host. A club never loses its last host this
 * way, and who left has their seats still (docs/table-design.md, C8).
 */
final class LeaveClub {
    enum Outcome {
        GONE,
        /** They only asked to join, and do no more. */
        TAKEN_BACK,
        /** There is no such club, or the one to remove is no member. */
        NOT_THERE,
        NOT_HOST,
        /** Who leaves is the only one who runs the club. */
        LAST_HOST,
        /** Whom to remove runs the club, too. */
        IS_HOST
    }

    private final Table table;
    private final Clubs clubs;
    private final ClubStore store;
    private final MembershipStore memberships;

    LeaveClub(Table table, Clubs clubs, ClubStore store, MembershipStore memberships) {
        this.table = table;
        this.clubs = clubs;
        this.store = store;
        this.memberships = memberships;
    }

    /** Leaves, or takes a request back; who is nothing to the club, or was refused, has nothing to give up. */
    Outcome leave(Slug slug, MemberId member) {
        return Retry.overtaken(table).until(() -> {
            var view = clubs.view(slug, member).orElse(null);
            if (view == null) {
                return Optional.of(Outcome.NOT_THERE);
            }
            var membership = view.membership();
            if (membership == null || !(view.isMember() || view.isRequested())) {
                return Optional.of(Outcome.GONE);
            }
            if (view.isRequested()) {
                return table.commit(memberships.leave(membership)).done()
                        ? Optional.of(Outcome.TAKEN_BACK)
                        : Optional.empty();
            }
            var left = hostsWithout(view.club(), member);
            return left.isEmpty() ? Optional.of(Outcome.LAST_HOST) : gone(view, left);
        });
    }

    /** A host ends another's membership. */
    Outcome remove(Slug slug, MemberId host, MemberId member) {
        return Retry.overtaken(table).until(() -> {
            var view = clubs.view(slug, member).orElse(null);
            if (view == null || !view.isMember()) {
                return Optional.of(Outcome.NOT_THERE);
            }
            if (!view.club().isHost(host)) {
                return Optional.of(Outcome.NOT_HOST);
            }
            return view.isHost()
                    ? Optional.of(Outcome.IS_HOST)
                    : gone(view, view.club().hosts());
        });
    }

    private Optional<Outcome> gone(Clubs.View view, List<Club.Host> hostsLeft) {
        var membership = view.membership();
        if (membership == null) {
            return Optional.of(Outcome.GONE);
        }
        var writes = new ArrayList<Write>(memberships.leave(membership));
        writes.add(store.lose(view.club(), hostsLeft));
        return table.commit(writes).done() ? Optional.of(Outcome.GONE) : Optional.empty();
    }

    static List<Club.Host> hostsWithout(Club club, MemberId member) {
        return club.hosts().stream().filter(host -> !host.id().equals(member)).toList();
    }
}
