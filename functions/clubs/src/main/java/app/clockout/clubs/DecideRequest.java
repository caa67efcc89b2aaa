package app.clockout.clubs;

import app.clockout.domain.MemberId;
import app.clockout.domain.Membership;
import app.clockout.domain.Membership.State;
import app.clockout.domain.Slug;
import app.clockout.table.Clubs;
import app.clockout.table.People;
import app.clockout.table.Retry;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;

/** A host lets in a member who asks, or does not; of two who decide at once, one does (docs/table-design.md, C10). */
final class DecideRequest {
    enum Outcome {
        DONE,
        NOT_THERE,
        NOT_HOST,
        /** Another host decided otherwise already. */
        DECIDED_OTHERWISE
    }

    private final Table table;
    private final Clubs clubs;
    private final ClubStore store;
    private final MembershipStore memberships;
    private final People people;
    private final InstantSource clock;

    DecideRequest(
            Table table,
            Clubs clubs,
            ClubStore store,
            MembershipStore memberships,
            People people,
            InstantSource clock) {
        this.table = table;
        this.clubs = clubs;
        this.store = store;
        this.memberships = memberships;
        this.people = people;
        this.clock = clock;
    }

    Outcome approve(Slug slug, MemberId host, MemberId member) {
        return Retry.overtaken(table).until(() -> attempt(slug, host, member, State.MEMBER));
    }

    Outcome decline(Slug slug, MemberId host, MemberId member) {
        return Retry.overtaken(table).until(() -> attempt(slug, host, member, State.REFUSED));
    }

    private Optional<Outcome> attempt(Slug slug, MemberId host, MemberId member, State to) {
        var view = clubs.view(slug, member).orElse(null);
        if (view == null) {
            return Optional.of(Outcome.NOT_THERE);
        }
        if (!view.club().isHost(host)) {
            // Who asks to join is for hosts only to know: others learn whether there is such a person.
            return Optional.of(people.person(member).isPresent() ? Outcome.NOT_HOST : Outcome.NOT_THERE);
        }
        var request = view.membership();
        if (request == null) {
            return Optional.of(Outcome.NOT_THERE);
        }
        if (!request.isRequested()) {
            return Optional.of(request.state() == to ? Outcome.DONE : Outcome.DECIDED_OTHERWISE);
        }
        var writes = new ArrayList<Write>();
        writes.add(to == State.MEMBER ? store.admit(view.club()) : store.checkRunAsSeen(view.club()));
        writes.addAll(memberships.become(request, new Membership(slug, member, to, clock.instant())));
        return table.commit(writes).done() ? Optional.of(Outcome.DONE) : Optional.empty();
    }
}
