package app.clockout.clubs;

import app.clockout.domain.Club;
import app.clockout.domain.Club.Host;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Slug;
import app.clockout.domain.Standing;
import app.clockout.table.Clubs;
import app.clockout.table.Commit;
import app.clockout.table.Memberships;
import app.clockout.table.People;
import app.clockout.table.Retry;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes clubs out of the hands of a member who is gone: where others run a club, they go on; else the one who has been a member
 * longest runs it; else it is closed. Done again, nothing changes (docs/table-design.md, C12).
 */
final class HandOver {
    private static final int CLUBS_AT_ONCE = 100;
    private static final int MEMBERS_AT_ONCE = 100;

    private final Table table;
    private final Clubs clubs;
    private final ClubStore store;
    private final MembershipStore memberships;
    private final People people;
    private final CloseClub closeClub;
    private final InstantSource clock;

    HandOver(
            Table table,
            Clubs clubs,
            ClubStore store,
            MembershipStore memberships,
            People people,
            CloseClub closeClub,
            InstantSource clock) {
        this.table = table;
        this.clubs = clubs;
        this.store = store;
        this.memberships = memberships;
        this.people = people;
        this.closeClub = closeClub;
        this.clock = clock;
    }

    /**
     * Hands over every club that a member runs.
     *
     * @param gone how they stand with the network; who stands otherwise by now keeps their clubs
     */
    void clubsOf(MemberId member, Standing gone) {
        if (people.find(member).filter(found -> found.standing() == gone).isEmpty()) {
            return;
        }
        @Nullable String below = null;
        do {
            var page = memberships.ofMember(member, below, CLUBS_AT_ONCE);
            for (var entry : page) {
                Retry.overtaken(table).until(() -> attempt(entry.club(), member, gone));
            }
            below = page.size() < CLUBS_AT_ONCE ? null : page.getLast().position();
        } while (below != null);
    }

    /** Whether the club is settled; empty where it changed meanwhile. */
    private Optional<Boolean> attempt(Slug slug, MemberId member, Standing gone) {
        var club = clubs.find(slug).orElse(null);
        if (club == null || !club.isHost(member)) {
            return Optional.of(true);
        }
        var stillGone = people.check(member, gone);
        var commit = commit(club, member, stillGone);
        return commit.done() || commit.refused(stillGone) ? Optional.of(true) : Optional.empty();
    }

    private Commit commit(Club club, MemberId member, Write stillGone) {
        var others = LeaveClub.hostsWithout(club, member);
        if (!others.isEmpty()) {
            return table.commit(stillGone, store.runBy(club, others));
        }
        var heir = longestMember(club.slug(), member);
        if (heir.isPresent()) {
            var id = heir.get().id();
            return table.commit(
                    stillGone,
                    store.hand(club, new Host(id, heir.get().details().name()), clock.instant()),
                    Memberships.checkMember(club.slug(), id),
                    people.check(id, Standing.APPROVED));
        }
        var writes = new ArrayList<>(closeClub.writes(club));
        writes.add(stillGone);
        return table.commit(writes);
    }

    private Optional<Person> longestMember(Slug slug, MemberId but) {
        @Nullable String after = null;
        do {
            var page = memberships.members(slug, after, MEMBERS_AT_ONCE);
            var found = people.findAll(
                            page.stream().map(MembershipStore.Listed::member).toList())
                    .people();
            for (var listed : page) {
                if (!listed.member().equals(but)
                        && found.get(listed.member()) instanceof Person person
                        && person.isMember()) {
                    return Optional.of(person);
                }
            }
            after = page.size() < MEMBERS_AT_ONCE ? null : page.getLast().position();
        } while (after != null);
        return Optional.empty();
    }
}
