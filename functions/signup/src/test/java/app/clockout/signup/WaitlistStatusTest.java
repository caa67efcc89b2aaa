package app.clockout.signup;

import static app.clockout.signup.SignupFixture.address;
import static app.clockout.signup.SignupFixture.details;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.DerivedLinks.Purpose;
import app.clockout.domain.Link;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Place;
import app.clockout.domain.Standing;
import app.clockout.local.emulators.Meter;
import app.clockout.table.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WaitlistStatusTest {
    private final SignupFixture fixture = new SignupFixture();
    private final WaitlistStatus places = fixture.status;

    @Test
    void shouldCountWhoeverConfirmedEarlierAndStillWaits() {
        var first = fixture.waiting("first@example.com");
        var second = fixture.waiting("second@example.com");
        fixture.pass(Duration.ofDays(1));
        var third = fixture.waiting("third@example.com");
        assertThat(place(first).position()).hasValue(1);
        assertThat(place(third))
                .isEqualTo(new WaitlistStatus.Place(
                        Standing.WAITING, OptionalLong.of(3), fixture.now(), fixture.statusToken(third)));

        fixture.decide(first, Standing.APPROVED);
        assertThat(place(second).position()).hasValue(1);
        assertThat(place(third).position()).hasValue(2);

        fixture.withdraw.withdraw(fixture.statusToken(second));
        assertThat(place(third).position()).hasValue(1);
    }

    @Test
    void shouldCountOverManyBuckets() {
        for (long number : new long[] {254, 255, 256, 511, 512, 1300}) {
            enter(number, 1);
        }

        assertThat(place(enter(1299, 1)).position()).hasValue(6);
        assertThat(place(enter(256 * 4, 1)).position()).hasValue(6);
        assertThat(place(enter(255 - 2, 1)).position()).hasValue(1);
    }

    @Test
    void shouldTellNoPositionOnceItIsDecided() {
        var appliedAt = fixture.now();
        var approved = fixture.member("approved@example.com");
        var declined = fixture.declined("declined@example.com");
        var withdrawn = fixture.waiting("withdrawn@example.com");
        var token = fixture.statusToken(withdrawn);
        fixture.withdraw.withdraw(token);
        fixture.pass(Duration.ofDays(2));

        assertThat(place(approved))
                .isEqualTo(new WaitlistStatus.Place(
                        Standing.APPROVED, OptionalLong.empty(), appliedAt, fixture.statusToken(approved)));
        assertThat(place(declined))
                .isEqualTo(new WaitlistStatus.Place(
                        Standing.DECLINED, OptionalLong.empty(), appliedAt, fixture.statusToken(declined)));
        assertThat(places.of(token))
                .contains(new WaitlistStatus.Place(Standing.WITHDRAWN, OptionalLong.empty(), appliedAt, token));
    }

    @Test
    void shouldKnowNobodyByATokenItDidNotMake() {
        var person = fixture.waiting("maya@example.com");
        var token = fixture.statusToken(person);
        var derived = Secrets.links(fixture.table, fixture.environment);
        var confirmation = fixture.signedUp("ben@example.com");

        for (var other : List.of(
                token + "x",
                token.substring(0, token.length() - 1),
                token.replace(person.id().value(), person.id().value() + "x"),
                token.toUpperCase(Locale.ROOT),
                derived.token(Purpose.TICKET, person.id().value(), 1),
                derived.token(Purpose.WAITLIST_STATUS, person.id().value(), 2),
                derived.token(Purpose.WAITLIST_STATUS, "nobody", 1),
                fixture.link(Link.Purpose.SIGN_IN, person.id().value()),
                confirmation,
                person.id().value(),
                person.id() + ".",
                ".",
                " .x",
                "no-dot",
                "a.b.c")) {
            assertThat(places.of(other)).as(other).isEmpty();
            assertThat(places.holder(other)).as(other).isEmpty();
        }
        assertThat(places.of(token)).isPresent();
    }

    @Test
    void shouldEndTheLinksOfALowerVersion() {
        var person = enter(1, 2);
        var derived = Secrets.links(fixture.table, fixture.environment);

        assertThat(places.of(derived.token(Purpose.WAITLIST_STATUS, person.id().value(), 1)))
                .isEmpty();
        assertThat(places.of(derived.token(Purpose.WAITLIST_STATUS, person.id().value(), 2)))
                .isPresent();
    }

    @Test
    void shouldAskTheTableThreeTimesAtMost() {
        for (long number = 1; number < 3000; number += 200) {
            enter(number, 1);
        }
        var token = fixture.statusToken(enter(3000, 1));
        Meter.reset();

        Meter.during("place", () -> places.of(token));

        assertThat(Meter.read().get("place")).satisfies(usage -> assertThat(usage.operations().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(3));
    }

    private WaitlistStatus.Place place(Person person) {
        return places.of(fixture.statusToken(person)).orElseThrow();
    }

    /** Somebody who waits at this place. */
    private Person enter(long place, int linkVersion) {
        var person = new Person(
                new MemberId("person" + place),
                address("person" + place + "@example.com"),
                details("Maya"),
                Standing.WAITING,
                false,
                false,
                fixture.now(),
                new Place(place),
                linkVersion,
                fixture.now(),
                false);
        fixture.table.commit(
                fixture.people.arrive(person),
                fixture.waitlist.enter(person),
                fixture.waitlist.count(person.place().bucket(), 1));
        return person;
    }
}
