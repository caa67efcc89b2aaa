package app.clockout.clubs;

import app.clockout.domain.Club.Joining;
import app.clockout.domain.MemberId;
import app.clockout.domain.Membership;
import app.clockout.domain.Membership.State;
import app.clockout.domain.Slug;
import app.clockout.table.Clubs;
import app.clockout.table.Retry;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;

/** Makes a person a member of an open club, or lets them ask a host; done again, nothing changes (docs/table-design.md, C7). */
final class JoinClub {
    sealed interface Outcome {
        /** @param state member or requested */
        record Is(State state) implements Outcome {}

        record NotThere() implements Outcome {}

        /** A host said no, not long ago. */
        record Resting(Instant until) implements Outcome {}
    }

    private final Table table;
    private final Clubs clubs;
    private final ClubStore store;
    private final MembershipStore memberships;
    private final InstantSource clock;

    JoinClub(Table table, Clubs clubs, ClubStore store, MembershipStore memberships, InstantSource clock) {
        this.table = table;
        this.clubs = clubs;
        this.store = store;
        this.memberships = memberships;
        this.clock = clock;
    }

    Outcome join(Slug slug, MemberId member) {
        return Retry.overtaken(table).until(() -> attempt(slug, member));
    }

    private Optional<Outcome> attempt(Slug slug, MemberId member) {
        var view = clubs.view(slug, member).orElse(null);
        if (view == null) {
            return Optional.of(new Outcome.NotThere());
        }
        var club = view.club();
        var before = view.membership();
        boolean open = club.joining() == Joining.OPEN;
        if (view.isMember() || (view.isRequested() && !open)) {
            return Optional.of(new Outcome.Is(view.isMember() ? State.MEMBER : State.REQUESTED));
        }
        var now = clock.instant();
        if (before != null && before.isResting(now)) {
            return Optional.of(new Outcome.Resting(before.since().plus(Membership.REST_AFTER_REFUSAL)));
        }
        var state = open ? State.MEMBER : State.REQUESTED;
        var writes = new ArrayList<Write>();
        writes.add(open ? store.join(club) : store.checkJoining(club));
        writes.addAll(memberships.become(before, new Membership(slug, member, state, now)));
        return table.commit(writes).done() ? Optional.of(new Outcome.Is(state)) : Optional.empty();
    }
}
