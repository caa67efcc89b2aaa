package app.clockout.clubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.clockout.domain.Club;
import app.clockout.domain.Club.Host;
import app.clockout.domain.Club.Joining;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Membership;
import app.clockout.domain.Membership.State;
import app.clockout.domain.Slug;
import app.clockout.local.emulators.TestStack;
import app.clockout.table.Clubs;
import app.clockout.table.Memberships;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClubStoreTest {
    private static final Host MAYA = new Host(new MemberId("maya"), "Maya");
    private static final Host BEN = new Host(new MemberId("ben"), "Ben");
    private static final Instant NOW = TestStack.START;

    private final TestStack stack = TestStack.fresh();
    private final Table table = new Table(stack.environment("ClubsFunction"));
    private final Clubs clubs = new Clubs(table);
    private final ClubStore store = new ClubStore(table);
    private final MembershipStore memberships = new MembershipStore(table);
    private final Club club = club("makers", "Makers", Joining.OPEN, 1, null);

    @Test
    void shouldKeepAllOfAClubAndItsSlugForGood() {
        assertThat(done(store.found(club))).isTrue();
        assertThat(clubs.find(club.slug())).contains(club);
        assertThat(done(store.found(club))).isFalse();

        assertThat(done(store.close(club, NOW))).isTrue();
        assertThat(clubs.find(club.slug())).isEmpty();
        assertThat(store.findEvenClosed(club.slug())).contains(club("makers", "Makers", Joining.OPEN, 1, NOW));
        assertThat(clubs.view(club.slug(), null)).isEmpty();
        assertThat(store.taken(List.of(club.slug(), new Slug("makers-2")))).isEqualTo(Set.of(club.slug()));
        assertThat(done(store.found(club))).isFalse();
    }

    @Test
    void shouldChangeOnlyTheVersionThatWasSeen() {
        table.commit(store.found(club));
        var after = club("makers", "Menders", Joining.APPROVAL, 2, null);

        assertThat(done(store.change(club, after))).isTrue();
        assertThat(clubs.find(club.slug())).contains(after);
        assertThat(done(store.change(club, after))).isFalse();
        assertThat(done(store.close(club, NOW))).isFalse();
    }

    @Test
    void shouldRefuseWhatIsBasedOnHostsWhoAreNoMore() {
        table.commit(store.found(club));
        assertThat(done(store.runBy(club, List.of(BEN)))).isTrue();

        // Both had seen two hosts; the second to go would have been the last.
        assertThat(done(store.lose(club, List.of(MAYA)))).isFalse();
        assertThat(done(store.lose(club, club.hosts()))).isFalse();
        assertThat(done(store.runBy(club, List.of(MAYA)))).isFalse();
        assertThat(done(store.hand(club, MAYA, NOW))).isFalse();
        assertThat(done(store.admit(club))).isFalse();
        assertThat(done(store.checkRunAsSeen(club))).isFalse();
        assertThat(done(store.change(club, club))).isFalse();
        assertThat(done(store.close(club, NOW))).isFalse();
        assertThat(clubs.find(club.slug()).orElseThrow().hosts()).containsExactly(BEN);
        assertThat(clubs.find(club.slug()).orElseThrow().members()).isEqualTo(2);
    }

    @Test
    void shouldCountWhoComesAndGoes() {
        table.commit(store.found(club));

        assertThat(done(store.join(club))).isTrue();
        assertThat(done(store.admit(club))).isTrue();
        assertThat(done(store.lose(club, club.hosts()))).isTrue();
        assertThat(done(store.lose(club, List.of(BEN)))).isTrue();

        var left = clubs.find(club.slug()).orElseThrow();
        assertThat(left.members()).isEqualTo(2);
        assertThat(left.hosts()).containsExactly(BEN);
        assertThat(left.version()).isEqualTo(1);
    }

    @Test
    void shouldJoinOnlyTheWayThatWasSeen() {
        table.commit(store.found(club));
        var closed = club("makers", "Makers", Joining.APPROVAL, 1, null);

        assertThat(done(store.checkJoining(club))).isTrue();
        assertThat(done(store.join(closed))).isFalse();
        assertThat(done(store.checkJoining(closed))).isFalse();
    }

    @Test
    void shouldChangeNothingOfAClubThatIsClosedOrNone() {
        var none = club("nowhere", "Nowhere", Joining.OPEN, 1, null);
        table.commit(store.found(club));
        table.commit(store.close(club, NOW));

        for (var gone : List.of(club, none)) {
            assertThat(done(store.join(gone))).isFalse();
            assertThat(done(store.checkJoining(gone))).isFalse();
            assertThat(done(store.admit(gone))).isFalse();
            assertThat(done(store.checkRunAsSeen(gone))).isFalse();
            assertThat(done(store.lose(gone, gone.hosts()))).isFalse();
            assertThat(done(store.runBy(gone, List.of(BEN)))).isFalse();
            assertThat(done(store.hand(gone, BEN, NOW))).isFalse();
            assertThat(done(store.change(gone, gone))).isFalse();
            assertThat(done(store.close(gone, NOW))).isFalse();
        }
        assertThat(store.findEvenClosed(none.slug())).isEmpty();
    }

    @Test
    void shouldShowClubsInTheOrderAskedForWithWhatTheViewerIsToThem() {
        var other = club("others", "Others", Joining.OPEN, 1, null);
        table.commit(store.found(club), store.found(other));
        table.commit(memberships.become(null, membership(State.REQUESTED, NOW)));

        var views = clubs.views(List.of(other.slug(), new Slug("nowhere"), club.slug()), BEN.id());

        assertThat(views).extracting(Clubs.View::club).containsExactly(other, club);
        assertThat(views).extracting(Clubs.View::isHost).containsExactly(true, true);
        assertThat(views).extracting(Clubs.View::isRequested).containsExactly(false, true);
        assertThat(views).extracting(Clubs.View::isMember).containsExactly(false, false);
    }

    @Test
    void shouldListMembersAndRequestsByTimeAndDropWhatEnds() {
        var asked = membership(State.REQUESTED, NOW);
        var joined = membership(State.MEMBER, NOW.plusSeconds(5));
        var maya = new Membership(club.slug(), MAYA.id(), State.MEMBER, NOW.plusSeconds(1));
        table.commit(memberships.become(null, asked));
        table.commit(memberships.become(null, maya));

        assertThat(memberships.requests(club.slug(), null, 10))
                .extracting(MembershipStore.Listed::member, MembershipStore.Listed::since)
                .containsExactly(tuple(BEN.id(), NOW));
        assertThat(memberships.countRequests(club.slug())).isEqualTo(1);

        assertThat(table.commit(memberships.become(asked, joined)).done()).isTrue();
        assertThat(table.commit(memberships.become(asked, joined)).done()).isFalse();
        assertThat(table.commit(memberships.leave(asked)).done()).isFalse();
        assertThat(memberships.requests(club.slug(), null, 10)).isEmpty();
        var members = memberships.members(club.slug(), null, 10);
        assertThat(members).extracting(MembershipStore.Listed::member).containsExactly(MAYA.id(), BEN.id());
        assertThat(memberships.members(club.slug(), members.getFirst().position(), 10))
                .containsExactly(members.getLast());
        assertThat(memberships.ofMember(BEN.id(), null, 10))
                .extracting(MembershipStore.ByMemberEntry::club)
                .containsExactly(club.slug());

        table.commit(memberships.leave(joined));
        table.commit(memberships.leave(maya));
        assertThat(stack.items()).isEmpty();
    }

    @Test
    void shouldListNobodyWhoWasRefused() {
        var asked = membership(State.REQUESTED, NOW);
        var refused = membership(State.REFUSED, NOW.plusSeconds(1));
        table.commit(memberships.become(null, asked));
        table.commit(memberships.become(asked, refused));

        assertThat(memberships.requests(club.slug(), null, 10)).isEmpty();
        assertThat(memberships.members(club.slug(), null, 10)).isEmpty();
        assertThat(new Memberships(table).find(club.slug(), BEN.id())).contains(refused);
    }

    private boolean done(Write write) {
        return table.commit(write).done();
    }

    private Membership membership(State state, Instant since) {
        return new Membership(club.slug(), BEN.id(), state, since);
    }

    private static Club club(String slug, String name, Joining joining, long version, @Nullable Instant closedAt) {
        return new Club(
                new Slug(slug),
                name,
                Industry.DESIGN,
                "Malmö",
                ZoneId.of("Europe/Stockholm"),
                "Makers\nof things.",
                joining,
                List.of(MAYA, BEN),
                2,
                version,
                NOW.minusSeconds(60),
                closedAt);
    }
}
