package app.clockout.admin;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.MemberId;
import app.clockout.domain.Place;
import app.clockout.domain.Standing;
import app.clockout.local.testing.Concurrently;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.Waitlist;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RestoreMemberTest {
    private final Members members = new Members();
    private final RestoreMember restoreMember = members.restoreMember;
    private final Waitlist waitlist = new Waitlist(members.table);
    private final MemberId founder = members.founder();

    @Test
    void shouldMakeASuspendedPersonAMemberAgainOutsideOfTheFigures() {
        var ada = members.arrive("ada", Standing.SUSPENDED, false, false);
        members.stack.clock().advance(Duration.ofHours(1));

        assertThat(restoreMember.restore(founder, ada, "A mistake"))
                .isEqualTo(new RestoreMember.Outcome.Restored(Standing.APPROVED));

        assertThat(members.standing(ada)).isEqualTo(Standing.APPROVED);
        for (var count : Count.values()) {
            assertThat(members.figure(count)).as(count.name()).isZero();
        }
        assertThat(waitlist.length()).isZero();
        assertThat(new AuditStore(members.table).last(null, 10)).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo(founder);
            assertThat(entry.action()).isEqualTo("member.restore");
            assertThat(entry.subject()).isEqualTo("ada");
            assertThat(entry.note()).isEqualTo("A mistake");
        });
    }

    @Test
    void shouldPutADeclinedPersonBackInTheOldPlace() {
        for (long place : new long[] {300, 100, 700}) {
            members.declined("p" + place, place);
        }
        for (long place : new long[] {700, 300}) {
            assertThat(restoreMember.restore(founder, new MemberId("p" + place), null))
                    .isEqualTo(new RestoreMember.Outcome.Restored(Standing.WAITING));
        }

        assertThat(waitlist.position(new Place(100))).isZero();
        assertThat(waitlist.position(new Place(300))).isEqualTo(1);
        assertThat(waitlist.position(new Place(699))).isEqualTo(1);
        assertThat(waitlist.position(new Place(700))).isEqualTo(2);
        assertThat(waitlist.length()).isEqualTo(2);
        assertThat(members.figure(Count.WAITING)).isEqualTo(2);
        assertThat(members.figure(Count.DECLINED)).isEqualTo(1);
        assertThat(members.figure(Count.APPROVED)).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Standing.class,
            names = {"WAITING", "APPROVED"})
    void shouldDoAndAuditNothingWhereNothingIsToBeTakenBack(Standing standing) {
        var walt = members.arrive("walt", standing, false, false);
        var before = members.person(walt);

        assertThat(restoreMember.restore(founder, walt, null)).isEqualTo(new RestoreMember.Outcome.Restored(standing));

        assertThat(members.person(walt)).isEqualTo(before);
        assertThat(waitlist.length()).isZero();
        assertThat(members.audited()).isEmpty();
    }

    @Test
    void shouldRestoreNobodyWhoIsNotThereOrWithdrew() {
        var gone = members.declined("gone", 7);
        members.table.commit(members.people.withdraw(
                members.person(gone), members.stack.clock().instant()));

        assertThat(restoreMember.restore(founder, gone, null)).isEqualTo(new RestoreMember.Outcome.NoSuchMember());
        assertThat(restoreMember.restore(founder, new MemberId("nobody"), null))
                .isEqualTo(new RestoreMember.Outcome.NoSuchMember());
        assertThat(waitlist.length()).isZero();
    }

    @Test
    void shouldCountOnceWhoIsRestoredByManyAtOnce() {
        var ada = members.declined("ada", 7);

        assertThat(Concurrently.call(8, () -> restoreMember.restore(founder, ada, null)))
                .containsOnly(new RestoreMember.Outcome.Restored(Standing.WAITING));

        assertThat(waitlist.length()).isEqualTo(1);
        assertThat(members.figure(Count.WAITING)).isEqualTo(1);
        assertThat(members.figure(Count.DECLINED)).isZero();
        assertThat(members.audited()).containsExactly("member.restore");
    }
}
