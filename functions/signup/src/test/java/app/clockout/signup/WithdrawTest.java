package app.clockout.signup;

import static app.clockout.signup.Applicants.details;
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
    private final Applicants applicants = new Applicants();
    private final Withdraw withdrawal = applicants.withdraw;

    @Test
    void shouldLetSomebodyGoWhoWaits() {
        var before = applicants.waiting("before@example.com");
        var maya = applicants.waiting("maya@example.com");
        var after = applicants.waiting("after@example.com");

        assertThat(withdrawal.withdraw(applicants.statusToken(maya))).isEqualTo(new Withdrawn());

        assertThat(applicants.people.find(maya.id())).contains(new Applicant.Withdrawn(maya.id(), maya.appliedAt(), 1));
        assertThat(applicants.waitlist.position(before.place())).isEqualTo(1);
        assertThat(applicants.waitlist.position(after.place())).isEqualTo(2);
        assertThat(applicants.waitlist.length()).isEqualTo(2);
        assertThat(applicants.addresses.owner(maya.email().hash())).isEmpty();
        assertThat(applicants.total(Count.WAITING)).isEqualTo(2);
        assertThat(applicants.total(Count.WITHDRAWN)).isEqualTo(1);
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
        var person = applicants.waiting("wilhelmina@example.com", said);
        applicants.signedUp("wilhelmina@example.com", said);
        applicants.table.commit(applicants.addresses.askToSignIn(
                person.email().hash(), new SignInRequest("request", "/clubs/glass"), applicants.now()));
        assertThat(applicants.stack.items().toString()).contains("Wilhelmina", "/clubs/glass");

        withdrawal.withdraw(applicants.statusToken(person));

        assertThat(applicants.stack.items().toString())
                .doesNotContainIgnoringCase("wilhelmina")
                .doesNotContainIgnoringCase("reykjavik")
                .doesNotContain("Glassblower", "Nothing but glass", "Quartz", "Windows", "energy", "/clubs/glass");
    }

    @Test
    void shouldGiveTheSameAnswerToASecondClickAndCountOnce() {
        var token = applicants.statusToken(applicants.waiting("maya@example.com"));
        withdrawal.withdraw(token);

        assertThat(withdrawal.withdraw(token)).isEqualTo(new Withdrawn());
        assertThat(applicants.total(Count.WITHDRAWN)).isEqualTo(1);
        assertThat(applicants.waitlist.length()).isZero();
    }

    @Test
    void shouldCountOnceWhereManyClickAtOnce() {
        var token = applicants.statusToken(applicants.waiting("maya@example.com"));

        assertThat(Concurrently.call(8, () -> withdrawal.withdraw(token))).containsOnly(new Withdrawn());

        assertThat(applicants.total(Count.WITHDRAWN)).isEqualTo(1);
        assertThat(applicants.waitlist.length()).isZero();
    }

    @Test
    void shouldLetSomebodyWhoWithdrewApplyAgainAtOnce() {
        var person = applicants.waiting("maya@example.com");
        withdrawal.withdraw(applicants.statusToken(person));

        var again = applicants.waiting("maya@example.com", details("Maya again"));

        assertThat(again.id()).isNotEqualTo(person.id());
        assertThat(applicants.waitlist.position(again.place())).isEqualTo(1);
    }

    @Test
    void shouldKeepTheRestOfTheNinetyDaysOfSomebodyDeclined() {
        var declined = applicants.declined("maya@example.com");
        applicants.pass(Duration.ofDays(30));

        assertThat(withdrawal.withdraw(applicants.statusToken(declined))).isEqualTo(new Withdrawn());

        assertThat(applicants.people.person(declined.id())).isEmpty();
        assertThat(applicants.stack.items().toString()).doesNotContain("maya@example.com", "Maya Lindqvist");
        assertThat(applicants.total(Count.DECLINED)).isZero();
        assertThat(applicants.total(Count.WITHDRAWN)).isEqualTo(1);
        assertThat(applicants.expiryOf("LOCK")).isEqualTo(declined.decidedAt().plus(Duration.ofDays(90)));
        applicants.pass(Duration.ofDays(60).minusSeconds(1));
        var token = applicants.signedUp("maya@example.com");
        assertThat(applicants.confirmAddress.confirm(token)).isEqualTo(new ConfirmAddress.Outcome.BadLink());
        applicants.pass(Duration.ofSeconds(1));
        assertThat(applicants.confirmAddress.confirm(token)).isInstanceOf(Confirmed.class);
    }

    @Test
    void shouldNotLetAMemberGoThisWay() {
        var member = applicants.member("maya@example.com");

        assertThat(withdrawal.withdraw(applicants.statusToken(member))).isEqualTo(new IsMember());

        assertThat(applicants.person(member.id())).isEqualTo(member);
        assertThat(applicants.total(Count.WITHDRAWN)).isZero();
    }

    @Test
    void shouldRefuseATokenThatIsNone() {
        var confirmation = applicants.signedUp("maya@example.com");

        assertThat(withdrawal.withdraw("unknown")).isEqualTo(new BadLink());
        assertThat(withdrawal.withdraw("nobody.signature")).isEqualTo(new BadLink());
        assertThat(withdrawal.withdraw(confirmation)).isEqualTo(new BadLink());
        assertThat(applicants.isKept("maya@example.com")).isTrue();
    }

    @Test
    void shouldLetEitherTheWithdrawalOrTheApprovalWin() {
        for (int round = 0; round < 10; round++) {
            var person = applicants.waiting("person" + round + "@example.com");
            var token = applicants.statusToken(person);

            var both = Concurrently.call(List.<Callable<Object>>of(() -> withdrawal.withdraw(token), () -> applicants
                    .table
                    .commit(applicants.decision(person, Standing.APPROVED))
                    .done()));

            boolean approved = both.getLast().equals(true);
            assertThat(both.getFirst()).isEqualTo(approved ? new IsMember() : new Withdrawn());
            assertThat(applicants.people.find(person.id()).orElseThrow().standing())
                    .isEqualTo(approved ? Standing.APPROVED : Standing.WITHDRAWN);
            assertThat(applicants.addresses.owner(person.email().hash()).isPresent())
                    .isEqualTo(approved);
        }
        assertThat(applicants.waitlist.length()).isZero();
        assertThat(applicants.total(Count.WAITING)).isZero();
        assertThat(applicants.total(Count.WITHDRAWN) + applicants.total(Count.APPROVED))
                .isEqualTo(10);
    }
}
