package app.clockout.signup;

import static app.clockout.signup.Applicants.address;
import static app.clockout.signup.Applicants.details;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Link;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Place;
import app.clockout.domain.Standing;
import app.clockout.local.testing.Concurrently;
import app.clockout.signup.ConfirmAddress.Outcome.BadLink;
import app.clockout.signup.ConfirmAddress.Outcome.Confirmed;
import app.clockout.signup.ConfirmAddress.Preview;
import app.clockout.table.DailyCounters.Count;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class ConfirmAddressTest {
    private static final BadLink BAD_LINK = new BadLink();

    private final Applicants applicants = new Applicants();
    private final ConfirmAddress confirmation = applicants.confirmAddress;

    @Test
    void shouldMakeAPersonWhoWaitsOfWhatWasTyped() {
        var token = applicants.signedUp("maya@example.com", details("Maya"));
        applicants.pass(Duration.ofHours(1));

        var person = applicants.person(member(confirmation.confirm(token)));

        assertThat(person)
                .isEqualTo(new Person(
                        person.id(),
                        address("maya@example.com"),
                        details("Maya"),
                        Standing.WAITING,
                        false,
                        false,
                        applicants.now(),
                        new Place(1),
                        1,
                        applicants.now(),
                        false));
        assertThat(applicants.addresses.owner(address("maya@example.com").hash()))
                .contains(person.id());
        assertThat(applicants.waitlist.position(person.place())).isEqualTo(1);
        assertThat(applicants.total(Count.CONFIRMED)).isEqualTo(1);
        assertThat(applicants.total(Count.WAITING)).isEqualTo(1);
        assertThat(applicants.isKept("maya@example.com")).isFalse();
    }

    @Test
    void shouldGiveTheSameAnswerToASecondClickAndDoNothingMore() {
        var token = applicants.signedUp("maya@example.com");
        var first = confirmation.confirm(token);

        assertThat(confirmation.confirm(token)).isEqualTo(first);
        applicants.pass(Duration.ofHours(49));
        assertThat(confirmation.confirm(token)).isEqualTo(first);

        assertOnePersonWaits();
    }

    @Test
    void shouldMakeOnePersonOfManyClicksAtOnce() {
        var token = applicants.signedUp("maya@example.com");

        var outcomes = Concurrently.call(8, () -> confirmation.confirm(token));

        assertThat(outcomes).containsOnly(new Confirmed(member(outcomes.getFirst())));
        assertOnePersonWaits();
    }

    @Test
    void shouldLetTheFirstLinkOfAnAddressWinAndRefuseTheOthers() {
        var older = applicants.signedUp("maya@example.com", details("Mallory"));
        var newer = applicants.signedUp("Maya@Example.com", details("Maya"));

        var member = member(confirmation.confirm(newer));

        assertThat(applicants.person(member).details()).isEqualTo(details("Maya"));
        assertThat(confirmation.confirm(older)).isEqualTo(BAD_LINK);
        assertThat(confirmation.confirm(newer)).isEqualTo(new Confirmed(member));
        assertThat(applicants.person(member).details()).isEqualTo(details("Maya"));
        assertOnePersonWaits();
    }

    @Test
    void shouldLetOneLinkWinOfSeveralOfOneAddressUsedAtOnce() {
        var tokens = List.of(
                applicants.signedUp("maya@example.com"),
                applicants.signedUp("maya@example.com"),
                applicants.signedUp("maya@example.com"));

        var outcomes = Concurrently.call(tokens.stream()
                .map(token -> (Callable<ConfirmAddress.Outcome>) () -> confirmation.confirm(token))
                .toList());

        assertThat(outcomes).filteredOn(Confirmed.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(BAD_LINK::equals).hasSize(2);
        assertOnePersonWaits();
    }

    @Test
    void shouldRefuseALinkFromFortyEightHoursOn() {
        var token = applicants.signedUp("maya@example.com");
        var other = applicants.signedUp("ben@example.com");
        applicants.pass(Duration.ofHours(48).minusSeconds(1));
        assertThat(confirmation.preview(token)).isPresent();
        assertThat(confirmation.confirm(other)).isInstanceOf(Confirmed.class);

        applicants.pass(Duration.ofSeconds(1));

        assertThat(confirmation.preview(token)).isEmpty();
        assertThat(confirmation.confirm(token)).isEqualTo(BAD_LINK);
        assertThat(applicants.addresses.owner(address("maya@example.com").hash()))
                .isEmpty();
    }

    @Test
    void shouldRefuseALinkThatIsNoneOrForSomethingElse() {
        var member = applicants.member("maya@example.com");
        var signIn = applicants.link(Link.Purpose.SIGN_IN, member.id().value());
        var admission = applicants.link(Link.Purpose.ADMISSION, member.id().value());
        var ofNothing = applicants.link(
                Link.Purpose.CONFIRM_ADDRESS, address("ben@example.com").hash() + "/gone");

        for (var token : List.of("unknown", signIn, admission, ofNothing, applicants.statusToken(member))) {
            assertThat(confirmation.preview(token)).isEmpty();
            assertThat(confirmation.confirm(token)).isEqualTo(BAD_LINK);
        }
        assertThat(applicants.total(Count.CONFIRMED)).isEqualTo(1);
    }

    @Test
    void shouldShowWhatALinkWouldConfirmAndChangeNothing() {
        var token = applicants.signedUp("maya@example.com", details("Maya"));
        var before = applicants.stack.items();

        assertThat(confirmation.preview(token)).contains(new Preview(address("maya@example.com"), details("Maya")));

        assertThat(applicants.stack.items()).containsExactlyInAnyOrderElementsOf(before);
        confirmation.confirm(token);
        assertThat(confirmation.preview(token)).contains(new Preview(address("maya@example.com"), details("Maya")));
    }

    @Test
    void shouldGiveRisingPlacesInTheOrderOfConfirming() {
        var later = applicants.signedUp("later@example.com");
        var first = applicants.waiting("first@example.com");
        var second = applicants.person(member(confirmation.confirm(later)));

        assertThat(applicants.waitlist.position(first.place())).isEqualTo(1);
        assertThat(applicants.waitlist.position(second.place())).isEqualTo(2);
    }

    @Test
    void shouldRefuseTheAddressOfSomebodyWhoWaitsOrIsAMember() {
        applicants.waiting("waiting@example.com");
        applicants.member("member@example.com");
        applicants.pass(Duration.ofDays(365));

        assertThat(confirmation.confirm(applicants.signedUp("waiting@example.com")))
                .isEqualTo(BAD_LINK);
        assertThat(confirmation.confirm(applicants.signedUp("member@example.com")))
                .isEqualTo(BAD_LINK);
        assertThat(applicants.total(Count.CONFIRMED)).isEqualTo(2);
    }

    @Test
    void shouldLeaveADeclinedAddressAloneForNinetyDaysAndThenTakeItAsNew() {
        var declined = applicants.declined("maya@example.com");
        applicants.pass(Duration.ofDays(90).minusSeconds(1));
        var tooEarly = applicants.signedUp("maya@example.com", details("Maya again"));
        assertThat(confirmation.confirm(tooEarly)).isEqualTo(BAD_LINK);

        applicants.pass(Duration.ofSeconds(1));
        var again = applicants.person(member(confirmation.confirm(tooEarly)));

        assertThat(again.id()).isNotEqualTo(declined.id());
        assertThat(again.details()).isEqualTo(details("Maya again"));
        assertThat(again.standing()).isEqualTo(Standing.WAITING);
        assertThat(applicants.people.find(declined.id())).isEmpty();
        assertThat(applicants.addresses.owner(again.email().hash())).contains(again.id());
        assertThat(applicants.waitlist.position(again.place())).isEqualTo(1);
        assertThat(applicants.total(Count.CONFIRMED)).isEqualTo(2);
        assertThat(applicants.total(Count.WAITING)).isEqualTo(1);
        assertThat(applicants.total(Count.DECLINED))
                .as("nobody stands there now")
                .isZero();
    }

    @Test
    void shouldTakeADeclinedAddressAsNewOnceWhereManyClickAtOnce() {
        applicants.declined("maya@example.com");
        applicants.pass(Duration.ofDays(90));
        var token = applicants.signedUp("maya@example.com");

        var outcomes = Concurrently.call(8, () -> confirmation.confirm(token));

        assertThat(outcomes).containsOnly(new Confirmed(member(outcomes.getFirst())));
        assertThat(applicants.waitlist.length()).isEqualTo(1);
        assertThat(applicants.total(Count.CONFIRMED)).isEqualTo(2);
    }

    @Test
    void shouldPassADeclinedAddressToOneOfSeveralLinksUsedAtOnce() {
        applicants.declined("maya@example.com");
        applicants.pass(Duration.ofDays(90));
        var tokens = List.of(
                applicants.signedUp("maya@example.com"),
                applicants.signedUp("maya@example.com"),
                applicants.signedUp("maya@example.com"));

        var outcomes = Concurrently.call(tokens.stream()
                .map(token -> (Callable<ConfirmAddress.Outcome>) () -> confirmation.confirm(token))
                .toList());

        assertThat(outcomes).filteredOn(Confirmed.class::isInstance).hasSize(1);
        assertThat(applicants.waitlist.length()).isEqualTo(1);
        assertThat(applicants.total(Count.CONFIRMED)).isEqualTo(2);
    }

    private void assertOnePersonWaits() {
        assertThat(applicants.waitlist.length()).isEqualTo(1);
        assertThat(applicants.total(Count.CONFIRMED)).isEqualTo(1);
        assertThat(applicants.total(Count.WAITING)).isEqualTo(1);
        assertThat(applicants.waitlist.position(new Place(255)))
                .as("rows in the first bucket")
                .isEqualTo(1);
    }

    private static MemberId member(ConfirmAddress.Outcome outcome) {
        assertThat(outcome).isInstanceOf(Confirmed.class);
        return ((Confirmed) outcome).member();
    }
}
