package app.clockout.clubs;

import app.clockout.domain.Club.Host;
import app.clockout.domain.MemberId;
import app.clockout.domain.Slug;
import app.clockout.domain.Standing;
import app.clockout.table.Clubs;
import app.clockout.table.Memberships;
import app.clockout.table.People;
import app.clockout.table.Retry;
import app.clockout.table.Table;
import java.util.ArrayList;
import java.util.Optional;

/** Hosts make other members hosts, and take it back; done again, nothing changes (docs/table-design.md, C11). */
final class NameHosts {
    enum Outcome {
        DONE,
        NOT_THERE,
        NOT_HOST,
        /** Whom to make a host is no member of the club. */
        NOT_A_MEMBER,
        TOO_MANY,
        LAST_HOST
    }

    static final int MOST = 20;

    private final Table table;
    private final Clubs clubs;
    private final ClubStore store;
    private final People people;

    NameHosts(Table table, Clubs clubs, ClubStore store, People people) {
        this.table = table;
        this.clubs = clubs;
        this.store = store;
        this.people = people;
    }

    Outcome make(Slug slug, MemberId host, MemberId member) {
        var person = people.person(member).orElse(null);
        if (person == null) {
            return Outcome.NOT_THERE;
        }
        return Retry.overtaken(table).until(() -> {
            var view = clubs.view(slug, member).orElse(null);
            if (view == null) {
                return Optional.of(Outcome.NOT_THERE);
            }
            var club = view.club();
            if (!club.isHost(host)) {
                return Optional.of(Outcome.NOT_HOST);
            }
            if (!view.isMember() || !person.isMember()) {
                return Optional.of(Outcome.NOT_A_MEMBER);
            }
            if (view.isHost()) {
                return Optional.of(Outcome.DONE);
            }
            if (club.hosts().size() >= MOST) {
                return Optional.of(Outcome.TOO_MANY);
            }
            var hosts = new ArrayList<>(club.hosts());
            hosts.add(new Host(member, person.details().name()));
            var stands = people.check(member, Standing.APPROVED);
            var commit = table.commit(store.runBy(club, hosts), Memberships.checkMember(slug, member), stands);
            if (commit.refused(stands)) {
                return Optional.of(Outcome.NOT_A_MEMBER);
            }
            return commit.done() ? Optional.of(Outcome.DONE) : Optional.empty();
        });
    }

    /** Takes it back from a host, or from oneself. */
    Outcome unmake(Slug slug, MemberId host, MemberId member) {
        return Retry.overtaken(table).until(() -> {
            var view = clubs.view(slug, member).orElse(null);
            if (view == null || !view.isMember()) {
                return Optional.of(Outcome.NOT_THERE);
            }
            var club = view.club();
            if (!club.isHost(host)) {
                return Optional.of(Outcome.NOT_HOST);
            }
            if (!view.isHost()) {
                return Optional.of(Outcome.DONE);
            }
            var left = LeaveClub.hostsWithout(club, member);
            if (left.isEmpty()) {
                return Optional.of(Outcome.LAST_HOST);
            }
            return table.commit(store.runBy(club, left)).done() ? Optional.of(Outcome.DONE) : Optional.empty();
        });
    }
}
