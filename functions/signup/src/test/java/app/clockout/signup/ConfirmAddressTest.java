package app.clockout.signup;

import static app.clockout.signup.SignupFixture.address;
import static app.clockout.signup.SignupFixture.details;
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
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class ConfirmAddressTest {
    private static final BadLink BAD_LINK = new BadLink();

    private final SignupFixture fixture = new SignupFixture();
    private final ConfirmAddress confirmation = fixture.confirmAddress;

    @Test
    void shouldMakeAPersonWhoWaitsOfWhatWasTyped() {
        var token = fixture.signedUp("maya@example.com", details("Maya"));
        fixture.pass(Duration.ofHours(1));

        var person = fixture.person(member(confirmation.confirm(token, null)));

        assertThat(person)
                .isEqualTo(new Person(
                        person.id(),
                        address("maya@example.com"),
                        details("Maya"),
                        Standing.WAITING,
                        false,
                        false,
                        fixture.now(),
                        new Place(1),
                        1,
                        fixture.now(),
                        false));
        assertThat(fixture.addresses.owner(address("maya@example.com").hash())).contains(person.id());
        assertThat(fixture.waitlist.position(person.place())).isEqualTo(1);
        assertThat(fixture.total(Count.CONFIRMED)).isEqualTo(1);
        assertThat(fixture.total(Count.WAITING)).isEqualTo(1);
        assertThat(fixture.isKept("maya@example.com")).isFalse();
    }

    @Test
    void shouldGiveTheSameAnswerToASecondClickAndDoNothingMore() {
        var token = fixture.signedUp("maya@example.com");
        var first = confirmation.confirm(token, null);

        assertThat(confirmation.confirm(token, null)).isEqualTo(first);
        fixture.pass(Duration.ofHours(49));
        assertThat(confirmation.confirm(token, null)).isEqualTo(first);

        assertOnePersonWaits();
    }

    @Test
    void shouldTakeTheClockThatWasChosenSince() {
        var token = fixture.signedUp("maya@example.com", details("Maya"));
        var delhi = ZoneId.of("Asia/Kolkata");

        var first = confirmation.confirm(token, delhi);

        assertThat(fixture.person(member(first)).details())
                .isEqualTo(details("Maya").in(delhi));
        assertThat(confirmation.confirm(token, ZoneId.of("Asia/Tokyo"))).isEqualTo(first);
        assertThat(fixture.person(member(first)).details().timezone()).isEqualTo(delhi);
    }

    @Test
    void shouldMakeOnePersonOfManyClicksAtOnce() {
        var token = fixture.signedUp("maya@example.com");

        var outcomes = Concurrently.call(8, () -> confirmation.confirm(token, null));

        assertThat(outcomes).containsOnly(new Confirmed(member(outcomes.getFirst())));
        assertOnePersonWaits();
    }

    /** A click finds the link unused and then the application gone, where another one came in between. */
    @Test
    void shouldAnswerEachOfManyClicksWithThePersonThatOneOfThemMade() {
        for (int round = 0; round < 20; round++) {
            var token = fixture.signedUp("maya" + round + "@example.com");

            var outcomes = Concurrently.call(8, () -> {
                assertThat(confirmation.preview(token)).isPresent();
                return confirmation.confirm(token, null);
            });

            assertThat(outcomes).containsOnly(new Confirmed(member(outcomes.getFirst())));
        }
    }

    @Test
    void shouldLetTheFirstLinkOfAnAddressWinAndRefuseTheOthers() {
        var older = fixture.signedUp("maya@example.com", details("Mallory"));
        var newer = fixture.signedUp("Maya@Example.com", details("Maya"));

        var member = member(confirmation.confirm(newer, null));

        assertThat(fixture.person(member).details()).isEqualTo(details("Maya"));
        assertThat(confirmation.confirm(older, null)).isEqualTo(BAD_LINK);
        assertThat(confirmation.confirm(newer, null)).isEqualTo(new Confirmed(member));
        assertThat(fixture.person(member).details()).isEqualTo(details("Maya"));
        assertOnePersonWaits();
    }

    @Test
    void shouldLetOneLinkWinOfSeveralOfOneAddressUsedAtOnce() {
        var tokens = List.of(
                fixture.signedUp("maya@example.com"),
                fixture.signedUp("maya@example.com"),
                fixture.signedUp("maya@example.com"));

        var outcomes = Concurrently.call(tokens.stream()
                .map(token -> (Callable<ConfirmAddress.Outcome>) () -> confirmation.confirm(token, null))
                .toList());

        assertThat(outcomes).filteredOn(Confirmed.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(BAD_LINK::equals).hasSize(2);
        assertOnePersonWaits();
    }

    @Test
    void shouldRefuseALinkFromFortyEightHoursOn() {
        var token = fixture.signedUp("maya@example.com");
        var other = fixture.signedUp("ben@example.com");
        fixture.pass(Duration.ofHours(48).minusSeconds(1));
        assertThat(confirmation.preview(token)).isPresent();
        assertThat(confirmation.confirm(other, null)).isInstanceOf(Confirmed.class);

        fixture.pass(Duration.ofSeconds(1));

        assertThat(confirmation.preview(token)).isEmpty();
        assertThat(confirmation.confirm(token, null)).isEqualTo(BAD_LINK);
        assertThat(fixture.addresses.owner(address("maya@example.com").hash())).isEmpty();
    }

    @Test
    void shouldRefuseALinkThatIsNoneOrForSomethingElse() {
        var member = fixture.member("maya@example.com");
        var signIn = fixture.link(Link.Purpose.SIGN_IN, member.id().value());
        var admission = fixture.link(Link.Purpose.ADMISSION, member.id().value());
        var ofNothing = fixture.link(
                Link.Purpose.CONFIRM_ADDRESS, address("ben@example.com").hash() + "/gone");

        for (var token : List.of("unknown", signIn, admission, ofNothing, fixture.statusToken(member))) {
            assertThat(confirmation.preview(token)).isEmpty();
            assertThat(confirmation.confirm(token, null)).isEqualTo(BAD_LINK);
        }
        assertThat(fixture.total(Count.CONFIRMED)).isEqualTo(1);
    }

    @Test
    void shouldShowWhatALinkWouldConfirmAndChangeNothing() {
        var token = fixture.signedUp("maya@example.com", details("Maya"));
        var before = fixture.stack.items();

        assertThat(confirmation.preview(token))
                .contains(new Preview.ToConfirm(address("maya@example.com"), details("Maya")));

        assertThat(fixture.stack.items()).containsExactlyInAnyOrderElementsOf(before);
        confirmation.confirm(token, null);
        assertThat(confirmation.preview(token)).contains(new Preview.Confirmed());
    }

    @Test
    void shouldShowNothingMoreOnceASuspensionHasEndedThePersonsLinks() {
        var token = fixture.signedUp("maya@example.com");
        var person = fixture.person(member(confirmation.confirm(token, null)));
        fixture.table.commit(fixture.people.suspend(fixture.decide(person, Standing.APPROVED), fixture.now()));

        assertThat(confirmation.preview(token)).isEmpty();
        assertThat(confirmation.confirm(token, null)).isEqualTo(BAD_LINK);
    }

    @Test
    void shouldNotShowTheNewAddressToWhoReadsTheOldOne() {
        var token = fixture.signedUp("maya@example.com");
        var person = fixture.person(member(confirmation.confirm(token, null)));
        fixture.table.commit(
                fixture.people.move(fixture.decide(person, Standing.APPROVED), address("new@example.com")));

        assertThat(confirmation.preview(token)).isEmpty();
        assertThat(confirmation.confirm(token, null)).isEqualTo(BAD_LINK);
    }

    @Test
    void shouldGiveRisingPlacesInTheOrderOfConfirming() {
        var later = fixture.signedUp("later@example.com");
        var first = fixture.waiting("first@example.com");
        var second = fixture.person(member(confirmation.confirm(later, null)));

        assertThat(fixture.waitlist.position(first.place())).isEqualTo(1);
        assertThat(fixture.waitlist.position(second.place())).isEqualTo(2);
    }

    @Test
    void shouldRefuseTheAddressOfSomebodyWhoWaitsOrIsAMember() {
        fixture.waiting("waiting@example.com");
        fixture.member("member@example.com");
        fixture.pass(Duration.ofDays(365));

        assertThat(confirmation.confirm(fixture.signedUp("waiting@example.com"), null))
                .isEqualTo(BAD_LINK);
        assertThat(confirmation.confirm(fixture.signedUp("member@example.com"), null))
                .isEqualTo(BAD_LINK);
        assertThat(fixture.total(Count.CONFIRMED)).isEqualTo(2);
    }

    @Test
    void shouldLeaveADeclinedAddressAloneForNinetyDaysAndThenTakeItAsNew() {
        var declined = fixture.declined("maya@example.com");
        fixture.pass(Duration.ofDays(90).minusSeconds(1));
        var tooEarly = fixture.signedUp("maya@example.com", details("Maya again"));
        assertThat(confirmation.confirm(tooEarly, null)).isEqualTo(BAD_LINK);

        fixture.pass(Duration.ofSeconds(1));
        var again = fixture.person(member(confirmation.confirm(tooEarly, null)));

        assertThat(again.id()).isNotEqualTo(declined.id());
        assertThat(again.details()).isEqualTo(details("Maya again"));
        assertThat(again.standing()).isEqualTo(Standing.WAITING);
        assertThat(fixture.people.find(declined.id())).isEmpty();
        assertThat(fixture.addresses.owner(again.email().hash())).contains(again.id());
        assertThat(fixture.waitlist.position(again.place())).isEqualTo(1);
        assertThat(fixture.total(Count.CONFIRMED)).isEqualTo(2);
        assertThat(fixture.total(Count.WAITING)).isEqualTo(1);
        assertThat(fixture.total(Count.DECLINED)).as("nobody stands there now").isZero();
    }

    @Test
    void shouldTakeADeclinedAddressAsNewOnceWhereManyClickAtOnce() {
        fixture.declined("maya@example.com");
        fixture.pass(Duration.ofDays(90));
        var token = fixture.signedUp("maya@example.com");

        var outcomes = Concurrently.call(8, () -> confirmation.confirm(token, null));

        assertThat(outcomes).containsOnly(new Confirmed(member(outcomes.getFirst())));
        assertThat(fixture.waitlist.length()).isEqualTo(1);
        assertThat(fixture.total(Count.CONFIRMED)).isEqualTo(2);
    }

    @Test
    void shouldPassADeclinedAddressToOneOfSeveralLinksUsedAtOnce() {
        fixture.declined("maya@example.com");
        fixture.pass(Duration.ofDays(90));
        var tokens = List.of(
                fixture.signedUp("maya@example.com"),
                fixture.signedUp("maya@example.com"),
                fixture.signedUp("maya@example.com"));

        var outcomes = Concurrently.call(tokens.stream()
                .map(token -> (Callable<ConfirmAddress.Outcome>) () -> confirmation.confirm(token, null))
                .toList());

        assertThat(outcomes).filteredOn(Confirmed.class::isInstance).hasSize(1);
        assertThat(fixture.waitlist.length()).isEqualTo(1);
        assertThat(fixture.total(Count.CONFIRMED)).isEqualTo(2);
    }

    private void assertOnePersonWaits() {
        assertThat(fixture.waitlist.length()).isEqualTo(1);
        assertThat(fixture.total(Count.CONFIRMED)).isEqualTo(1);
        assertThat(fixture.total(Count.WAITING)).isEqualTo(1);
        assertThat(fixture.waitlist.position(new Place(255)))
                .as("rows in the first bucket")
                .isEqualTo(1);
    }

    private static MemberId member(ConfirmAddress.Outcome outcome) {
        assertThat(outcome).isInstanceOf(Confirmed.class);
        return ((Confirmed) outcome).member();
    }
}
