package app.clockout.signup;

import static app.clockout.signup.SignupFixture.details;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Applicant;
import app.clockout.domain.Details;
import app.clockout.domain.Industry;
import app.clockout.domain.Standing;
import app.clockout.local.testing.Concurrently;
import app.clockout.signup.ConfirmAddress.Outcome.Confirmed;
import app.clockout.signup.Withdraw.Outcome.BadLink;
import app.clockout.signup.Withdraw.Outcome.IsMember;
import app.clockout.signup.Withdraw.Outcome.Withdrawn;
import app.clockout.table.Addresses.SignInRequest;
import app.clockout.table.DailyCounters.Count;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class WithdrawTest {
    private final SignupFixture fixture = new SignupFixture();
    private final Withdraw withdrawal = fixture.withdraw;

    @Test
    void shouldLetSomebodyGoWhoWaits() {
        var before = fixture.waiting("before@example.com");
        var maya = fixture.waiting("maya@example.com");
        var after = fixture.waiting("after@example.com");

        assertThat(withdrawal.withdraw(fixture.statusToken(maya))).isEqualTo(new Withdrawn());

        assertThat(fixture.people.find(maya.id())).contains(new Applicant.Withdrawn(maya.id(), maya.appliedAt(), 1));
        assertThat(fixture.waitlist.position(before.place())).isEqualTo(1);
        assertThat(fixture.waitlist.position(after.place())).isEqualTo(2);
        assertThat(fixture.waitlist.length()).isEqualTo(2);
        assertThat(fixture.addresses.owner(maya.email().hash())).isEmpty();
        assertThat(fixture.total(Count.WAITING)).isEqualTo(2);
        assertThat(fixture.total(Count.WITHDRAWN)).isEqualTo(1);
    }

    @Test
    void shouldKeepNothingThatThePersonTyped() {
        var said = new Details(
                "Wilhelmina",
                Industry.ENERGY,
                "Glassblower",
                "Reykjavik",
                ZoneId.of("Atlantic/Reykjavik"),
                "Nothing but glass",
                List.of("Quartz sand"),
                List.of("Windows"));
        var person = fixture.waiting("wilhelmina@example.com", said);
        fixture.signedUp("wilhelmina@example.com", said);
        fixture.table.commit(fixture.addresses.askToSignIn(
                person.email().hash(), new SignInRequest("request", "/clubs/glass"), fixture.now()));
        assertThat(fixture.stack.items().toString()).contains("Wilhelmina", "/clubs/glass");

        withdrawal.withdraw(fixture.statusToken(person));

        assertThat(fixture.stack.items().toString())
                .doesNotContainIgnoringCase("wilhelmina")
                .doesNotContainIgnoringCase("reykjavik")
                .doesNotContain("Glassblower", "Nothing but glass", "Quartz", "Windows", "energy", "/clubs/glass");
    }

    @Test
    void shouldGiveTheSameAnswerToASecondClickAndCountOnce() {
        var token = fixture.statusToken(fixture.waiting("maya@example.com"));
        withdrawal.withdraw(token);

        assertThat(withdrawal.withdraw(token)).isEqualTo(new Withdrawn());
        assertThat(fixture.total(Count.WITHDRAWN)).isEqualTo(1);
        assertThat(fixture.waitlist.length()).isZero();
    }

    @Test
    void shouldCountOnceWhereManyClickAtOnce() {
        var token = fixture.statusToken(fixture.waiting("maya@example.com"));

        assertThat(Concurrently.call(8, () -> withdrawal.withdraw(token))).containsOnly(new Withdrawn());

        assertThat(fixture.total(Count.WITHDRAWN)).isEqualTo(1);
        assertThat(fixture.waitlist.length()).isZero();
    }

    @Test
    void shouldLetSomebodyWhoWithdrewApplyAgainAtOnce() {
        var person = fixture.waiting("maya@example.com");
        withdrawal.withdraw(fixture.statusToken(person));

        var again = fixture.waiting("maya@example.com", details("Maya again"));

        assertThat(again.id()).isNotEqualTo(person.id());
        assertThat(fixture.waitlist.position(again.place())).isEqualTo(1);
    }

    @Test
    void shouldKeepTheRestOfTheNinetyDaysOfSomebodyDeclined() {
        var declined = fixture.declined("maya@example.com");
        fixture.pass(Duration.ofDays(30));

        assertThat(withdrawal.withdraw(fixture.statusToken(declined))).isEqualTo(new Withdrawn());

        assertThat(fixture.people.person(declined.id())).isEmpty();
        assertThat(fixture.stack.items().toString()).doesNotContain("maya@example.com", "Maya Lindqvist");
        assertThat(fixture.total(Count.DECLINED)).isZero();
        assertThat(fixture.total(Count.WITHDRAWN)).isEqualTo(1);
        assertThat(fixture.expiryOf("LOCK")).isEqualTo(declined.decidedAt().plus(Duration.ofDays(90)));
        fixture.pass(Duration.ofDays(60).minusSeconds(1));
        var token = fixture.signedUp("maya@example.com");
        assertThat(fixture.confirmAddress.confirm(token, null)).isEqualTo(new ConfirmAddress.Outcome.BadLink());
        fixture.pass(Duration.ofSeconds(1));
        assertThat(fixture.confirmAddress.confirm(token, null)).isInstanceOf(Confirmed.class);
    }

    @Test
    void shouldNotLetAMemberGoThisWay() {
        var member = fixture.member("maya@example.com");

        assertThat(withdrawal.withdraw(fixture.statusToken(member))).isEqualTo(new IsMember());

        assertThat(fixture.person(member.id())).isEqualTo(member);
        assertThat(fixture.total(Count.WITHDRAWN)).isZero();
    }

    @Test
    void shouldRefuseATokenThatIsNone() {
        var confirmation = fixture.signedUp("maya@example.com");

        assertThat(withdrawal.withdraw("unknown")).isEqualTo(new BadLink());
        assertThat(withdrawal.withdraw("nobody.signature")).isEqualTo(new BadLink());
        assertThat(withdrawal.withdraw(confirmation)).isEqualTo(new BadLink());
        assertThat(fixture.isKept("maya@example.com")).isTrue();
    }

    @Test
    void shouldLetEitherTheWithdrawalOrTheApprovalWin() {
        for (int round = 0; round < 10; round++) {
            var person = fixture.waiting("person" + round + "@example.com");
            var token = fixture.statusToken(person);

            var both = Concurrently.call(List.<Callable<Object>>of(() -> withdrawal.withdraw(token), () -> fixture.table
                    .commit(fixture.decision(person, Standing.APPROVED))
                    .done()));

            boolean approved = both.getLast().equals(true);
            assertThat(both.getFirst()).isEqualTo(approved ? new IsMember() : new Withdrawn());
            assertThat(fixture.people.find(person.id()).orElseThrow().standing())
                    .isEqualTo(approved ? Standing.APPROVED : Standing.WITHDRAWN);
            assertThat(fixture.addresses.owner(person.email().hash()).isPresent())
                    .isEqualTo(approved);
        }
        assertThat(fixture.waitlist.length()).isZero();
        assertThat(fixture.total(Count.WAITING)).isZero();
        assertThat(fixture.total(Count.WITHDRAWN) + fixture.total(Count.APPROVED))
                .isEqualTo(10);
    }
}
