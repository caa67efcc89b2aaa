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
    private final AdminFixture fixture = new AdminFixture();
    private final RestoreMember restoreMember = fixture.restoreMember;
    private final Waitlist waitlist = new Waitlist(fixture.table);
    private final MemberId founder = fixture.founder();

    @Test
    void shouldMakeASuspendedPersonAMemberAgainOutsideOfTheFigures() {
        var ada = fixture.arrive("ada", Standing.SUSPENDED, false, false);
        fixture.stack.clock().advance(Duration.ofHours(1));

        assertThat(restoreMember.restore(founder, ada, "A mistake"))
                .isEqualTo(new RestoreMember.Outcome.Restored(Standing.APPROVED));

        assertThat(fixture.standing(ada)).isEqualTo(Standing.APPROVED);
        for (var count : Count.values()) {
            assertThat(fixture.figure(count)).as(count.name()).isZero();
        }
        assertThat(waitlist.length()).isZero();
        assertThat(new AuditStore(fixture.table).last(null, 10)).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo(founder);
            assertThat(entry.action()).isEqualTo("member.restore");
            assertThat(entry.subject()).isEqualTo("ada");
            assertThat(entry.note()).isEqualTo("A mistake");
        });
    }

    @Test
    void shouldPutADeclinedPersonBackInTheOldPlace() {
        for (long place : new long[] {300, 100, 700}) {
            fixture.declined("p" + place, place);
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
        assertThat(fixture.figure(Count.WAITING)).isEqualTo(2);
        assertThat(fixture.figure(Count.DECLINED)).isEqualTo(1);
        assertThat(fixture.figure(Count.APPROVED)).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Standing.class,
            names = {"WAITING", "APPROVED"})
    void shouldDoAndAuditNothingWhereNothingIsToBeTakenBack(Standing standing) {
        var walt = fixture.arrive("walt", standing, false, false);
        var before = fixture.person(walt);

        assertThat(restoreMember.restore(founder, walt, null)).isEqualTo(new RestoreMember.Outcome.Restored(standing));

        assertThat(fixture.person(walt)).isEqualTo(before);
        assertThat(waitlist.length()).isZero();
        assertThat(fixture.audited()).isEmpty();
    }

    @Test
    void shouldRestoreNobodyWhoIsNotThereOrWithdrew() {
        var gone = fixture.declined("gone", 7);
        fixture.table.commit(fixture.people.withdraw(
                fixture.person(gone), fixture.stack.clock().instant()));

        assertThat(restoreMember.restore(founder, gone, null)).isEqualTo(new RestoreMember.Outcome.NoSuchMember());
        assertThat(restoreMember.restore(founder, new MemberId("nobody"), null))
                .isEqualTo(new RestoreMember.Outcome.NoSuchMember());
        assertThat(waitlist.length()).isZero();
    }

    @Test
    void shouldCountOnceWhoIsRestoredByManyAtOnce() {
        var ada = fixture.declined("ada", 7);

        assertThat(Concurrently.call(8, () -> restoreMember.restore(founder, ada, null)))
                .containsOnly(new RestoreMember.Outcome.Restored(Standing.WAITING));

        assertThat(waitlist.length()).isEqualTo(1);
        assertThat(fixture.figure(Count.WAITING)).isEqualTo(1);
        assertThat(fixture.figure(Count.DECLINED)).isZero();
        assertThat(fixture.audited()).containsExactly("member.restore");
    }
}
