package app.clockout.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Link;
import app.clockout.domain.Link.Purpose;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Standing;
import app.clockout.session.SignIn.Outcome.BadLink;
import app.clockout.session.SignIn.Outcome.SignedIn;
import app.clockout.table.AuditLog;
import app.clockout.testing.TestStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class SignInTest {
    private final Guests guests = new Guests();

    @Test
    void shouldSignAMemberInOnceAndLeadOn() {
        var ada = guests.arrive("ada", Standing.APPROVED);
        var link = guests.link(Purpose.SIGN_IN, ada.value(), "/events/1");

        assertThat(guests.signIn.works(link)).isTrue();
        var signedIn = (SignedIn) guests.signIn.signIn(link);

        assertThat(signedIn.member().id()).isEqualTo(ada);
        assertThat(signedIn.next()).isEqualTo("/events/1");
        assertThat(signedIn.endsAt()).isEqualTo(TestStack.START.plus(Duration.ofDays(30)));
        assertThat(guests.sessions.memberOf(signedIn.token()).map(Person::id)).contains(ada);
        assertThat(guests.signIn.works(link)).isFalse();
        assertThat(guests.signIn.signIn(link)).isEqualTo(new BadLink());
    }

    @Test
    void shouldKeepNoTokenInTheTable() {
        var link = guests.link(Purpose.SIGN_IN, guests.arrive("ada", Standing.APPROVED));
        var signedIn = (SignedIn) guests.signIn.signIn(link);
        var secret = signedIn.token().substring(signedIn.token().indexOf('.') + 1);

        assertThat(guests.stack.items()).allSatisfy(item -> assertThat(item.values())
                .noneMatch(value -> contains(value, secret) || contains(value, link)));
    }

    private static boolean contains(AttributeValue value, String secret) {
        return value.s() != null && value.s().contains(secret);
    }

    @Test
    void shouldEndASignInLinkAtFifteenMinutes() {
        var ada = guests.arrive("ada", Standing.APPROVED);
        var link = guests.link(Purpose.SIGN_IN, ada);

        guests.stack.clock().advance(Duration.ofMinutes(15).minusSeconds(1));
        assertThat(guests.signIn.works(link)).isTrue();
        guests.stack.clock().advance(Duration.ofSeconds(1));

        assertThat(guests.signIn.works(link)).isFalse();
        assertThat(guests.signIn.signIn(link)).isEqualTo(new BadLink());
    }

    @Test
    void shouldLeaveOlderSignInLinksValidAndEndTheAdmissionLinkWithAnyOfThem() {
        var ada = guests.arrive("ada", Standing.APPROVED);
        var admission = guests.link(Purpose.ADMISSION, ada);
        var older = guests.link(Purpose.SIGN_IN, ada);
        var newer = guests.link(Purpose.SIGN_IN, ada);
        guests.stack.clock().advance(Duration.ofMinutes(1));
        assertThat(guests.signIn.works(admission)).isTrue();

        assertThat(guests.signIn.signIn(newer)).isInstanceOf(SignedIn.class);

        assertThat(guests.signIn.works(admission)).isFalse();
        assertThat(guests.signIn.signIn(admission)).isEqualTo(new BadLink());
        assertThat(guests.signIn.signIn(older)).isInstanceOf(SignedIn.class);
    }

    @Test
    void shouldLetAnAdmissionLinkWorkOnceWithinFourteenDays() {
        var ada = guests.arrive("ada", Standing.APPROVED);
        var bob = guests.arrive("bob", Standing.APPROVED);
        var used = guests.link(Purpose.ADMISSION, ada);
        var late = guests.link(Purpose.ADMISSION, bob);

        guests.stack.clock().advance(Duration.ofDays(14).minusSeconds(1));
        assertThat(guests.signIn.signIn(used)).isInstanceOf(SignedIn.class);
        assertThat(guests.signIn.signIn(used)).isEqualTo(new BadLink());
        guests.stack.clock().advance(Duration.ofSeconds(1));
        assertThat(guests.signIn.signIn(late)).isEqualTo(new BadLink());
    }

    @Test
    void shouldSignNobodyInWhoIsNoMemberOrByALinkOfAnotherPurpose() {
        for (var standing : List.of(Standing.WAITING, Standing.DECLINED, Standing.SUSPENDED)) {
            var link = guests.link(Purpose.SIGN_IN, guests.arrive(standing.id(), standing));
            assertThat(guests.signIn.works(link)).isFalse();
            assertThat(guests.signIn.signIn(link)).isEqualTo(new BadLink());
        }
        var ada = guests.arrive("ada", Standing.APPROVED);
        assertThat(guests.signIn.signIn(guests.link(Purpose.CONFIRM_ADDRESS, ada)))
                .isEqualTo(new BadLink());
        assertThat(guests.signIn.signIn(guests.link(Purpose.SIGN_IN, new MemberId("nobody"))))
                .isEqualTo(new BadLink());
        assertThat(guests.signIn.signIn("a-token-that-was-never-mailed")).isEqualTo(new BadLink());
    }

    @Test
    void shouldMakeTheFounderAnAdminWithTheFirstLinkAndAuditIt() {
        var link = guests.link(Purpose.SIGN_IN, Link.FOUNDER, "/");

        var founder = ((SignedIn) guests.signIn.signIn(link)).member();

        assertThat(founder.admin()).isTrue();
        assertThat(founder.founder()).isTrue();
        assertThat(founder.details().name()).isEqualTo("Founder");
        assertThat(founder.email().value()).isEqualTo(TestStack.FOUNDER_EMAIL);
        var audit = new AuditLog(guests.table, guests.environment.random());
        assertThat(audit.last(null, 10)).extracting(AuditLog.Entry::action).containsExactly("founder.arrived");

        var again = (SignedIn) guests.signIn.signIn(guests.link(Purpose.SIGN_IN, Link.FOUNDER, "/"));
        assertThat(again.member().id()).isEqualTo(founder.id());
        assertThat(audit.last(null, 10)).hasSize(1);
    }

    @Test
    void shouldMakeAMemberOfTheFoundersAddressAnAdmin() {
        var ada = guests.arrive("ada", TestStack.FOUNDER_EMAIL, Standing.APPROVED);

        var signedIn = (SignedIn) guests.signIn.signIn(guests.link(Purpose.SIGN_IN, ada));

        assertThat(signedIn.member().admin()).isTrue();
        assertThat(guests.people.person(ada).orElseThrow().founder()).isTrue();
    }

    @Test
    void shouldSignInOnceWhenALinkIsUsedTwiceAtOnce() throws Exception {
        var link = guests.link(Purpose.SIGN_IN, guests.arrive("ada", Standing.APPROVED));
        var outcomes = new ArrayList<SignIn.Outcome>();

        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<SignIn.Outcome> use = () -> guests.signIn.signIn(link);
            for (var outcome : threads.invokeAll(Collections.nCopies(4, use))) {
                outcomes.add(outcome.get());
            }
        }

        assertThat(outcomes).filteredOn(SignedIn.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(BadLink.class::isInstance).hasSize(3);
    }
}
