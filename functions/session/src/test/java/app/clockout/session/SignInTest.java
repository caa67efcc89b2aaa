package app.clockout.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Link.Purpose;
import app.clockout.domain.Person;
import app.clockout.domain.Standing;
import app.clockout.local.testing.Concurrently;
import app.clockout.session.SignIn.Outcome.BadLink;
import app.clockout.session.SignIn.Outcome.SignedIn;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class SignInTest {
    private static final BadLink BAD_LINK = new BadLink();

    private final SessionFixture fixture = new SessionFixture();
    private final SignIn signIn = fixture.signIn;
    private final Person maya = fixture.member("maya");

    @Test
    void shouldBeginASessionOfThirtyDaysThatLeadsWhereItWasAskedFor() {
        var link = fixture.link(Purpose.SIGN_IN, "maya", "/clubs/glass?page=2");

        var signedIn = signedIn(signIn.signIn(link));

        assertThat(signedIn.member()).isEqualTo(maya);
        assertThat(signedIn.next()).isEqualTo("/clubs/glass?page=2");
        assertThat(signedIn.endsAt()).isEqualTo(fixture.now().plus(Duration.ofDays(30)));
        assertThat(fixture.sessions.memberOf(signedIn.token()))
                .hasValueSatisfying(member -> assertThat(member.id()).isEqualTo(maya.id()));
        fixture.pass(Duration.ofDays(30).minusSeconds(1));
        assertThat(fixture.sessions.memberOf(signedIn.token())).isPresent();
        fixture.pass(Duration.ofSeconds(1));
        assertThat(fixture.sessions.memberOf(signedIn.token())).isEmpty();
    }

    @Test
    void shouldKeepNoTokenButItsHash() {
        var link = fixture.signInLink(maya);
        var session = signedIn(signIn.signIn(link)).token();

        var secret = session.substring(session.indexOf('.') + 1);
        assertThat(fixture.stack.items().toString()).doesNotContain(link, secret);
    }

    @Test
    void shouldWorkOnce() {
        var link = fixture.signInLink(maya);
        assertThat(signIn.works(link)).isTrue();
        signedIn(signIn.signIn(link));

        assertThat(signIn.works(link)).isFalse();
        assertThat(signIn.signIn(link)).isEqualTo(BAD_LINK);
    }

    @Test
    void shouldWorkOnceWhereManyClickAtOnce() {
        var link = fixture.signInLink(maya);

        var outcomes = Concurrently.call(8, () -> signIn.signIn(link));

        assertThat(outcomes).filteredOn(SignedIn.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(BAD_LINK::equals).hasSize(7);
        assertThat(fixture.rows("SESSION")).isEqualTo(1);
    }

    @Test
    void shouldNotUseALinkUpByLookingAtIt() {
        var link = fixture.signInLink(maya);
        var before = fixture.stack.items();

        assertThat(signIn.works(link)).isTrue();
        assertThat(signIn.works(link)).isTrue();

        assertThat(fixture.stack.items()).containsExactlyInAnyOrderElementsOf(before);
        signedIn(signIn.signIn(link));
    }

    @Test
    void shouldWorkForFifteenMinutes() {
        var one = fixture.signInLink(maya);
        var other = fixture.signInLink(maya);
        fixture.pass(Duration.ofMinutes(15).minusSeconds(1));
        assertThat(signIn.works(one)).isTrue();
        signedIn(signIn.signIn(one));

        fixture.pass(Duration.ofSeconds(1));

        assertThat(signIn.works(other)).isFalse();
        assertThat(signIn.signIn(other)).isEqualTo(BAD_LINK);
    }

    @Test
    void shouldLeaveOlderLinksGood() {
        var older = fixture.signInLink(maya);
        var newer = fixture.signInLink(maya);

        signedIn(signIn.signIn(newer));
        signedIn(signIn.signIn(older));

        assertThat(fixture.rows("SESSION")).isEqualTo(2);
    }

    @Test
    void shouldSignInByTheAdmissionLinkForFourteenDays() {
        var link = fixture.link(Purpose.ADMISSION, maya);
        fixture.pass(Duration.ofDays(14).minusSeconds(1));

        assertThat(signIn.works(link)).isTrue();
        assertThat(signedIn(signIn.signIn(link)).member()).isEqualTo(maya);

        assertThat(fixture.person(maya.id()).signedIn()).isTrue();
        assertThat(signIn.signIn(link)).isEqualTo(BAD_LINK);
    }

    @Test
    void shouldEndTheAdmissionLinkAfterFourteenDays() {
        var link = fixture.link(Purpose.ADMISSION, maya);
        fixture.pass(Duration.ofDays(14));

        assertThat(signIn.works(link)).isFalse();
        assertThat(signIn.signIn(link)).isEqualTo(BAD_LINK);
    }

    @Test
    void shouldEndTheAdmissionLinkWithAnyOtherSignIn() {
        var admission = fixture.link(Purpose.ADMISSION, maya);
        signedIn(signIn.signIn(fixture.signInLink(maya)));

        assertThat(signIn.works(admission)).isFalse();
        assertThat(signIn.signIn(admission)).isEqualTo(BAD_LINK);
    }

    @Test
    void shouldNotLetTwoAdmissionLinksInAtOnce() {
        var links = List.of(fixture.link(Purpose.ADMISSION, maya), fixture.link(Purpose.ADMISSION, maya));

        var outcomes = Concurrently.call(links.stream()
                .map(link -> (Callable<SignIn.Outcome>) () -> signIn.signIn(link))
                .toList());

        assertThat(outcomes).filteredOn(SignedIn.class::isInstance).hasSize(1);
        assertThat(fixture.rows("SESSION")).isEqualTo(1);
    }

    @Test
    void shouldSignNobodyInWhoIsNoMember() {
        for (var standing : List.of(Standing.WAITING, Standing.DECLINED, Standing.SUSPENDED)) {
            var name = standing.name().toLowerCase(Locale.ROOT);
            var person = fixture.arrive(name, new EmailAddress(name + "@example.com"), standing);
            for (var purpose : List.of(Purpose.SIGN_IN, Purpose.ADMISSION)) {
                var link = fixture.link(purpose, person);

                assertThat(signIn.works(link)).isFalse();
                assertThat(signIn.signIn(link)).isEqualTo(BAD_LINK);
            }
        }
        assertThat(fixture.rows("SESSION")).isZero();
    }

    @Test
    void shouldRefuseALinkThatIsNoneOrForSomethingElse() {
        var confirmation = fixture.link(Purpose.CONFIRM_ADDRESS, maya.email().hash() + "/request", "/");
        var ofNobody = fixture.link(Purpose.SIGN_IN, "nobody", "/");
        var session = signedIn(signIn.signIn(fixture.signInLink(maya))).token();

        for (var token : List.of("unknown", confirmation, ofNobody, session)) {
            assertThat(signIn.works(token)).isFalse();
            assertThat(signIn.signIn(token)).isEqualTo(BAD_LINK);
        }
    }

    @Test
    void shouldEndASessionOnTheServerAndNoOther() {
        var one = signedIn(signIn.signIn(fixture.signInLink(maya))).token();
        var other = signedIn(signIn.signIn(fixture.signInLink(maya))).token();

        fixture.sessions.end(one);

        assertThat(fixture.sessions.memberOf(one)).isEmpty();
        assertThat(fixture.sessions.memberOf(other)).isPresent();
    }

    private static SignedIn signedIn(SignIn.Outcome outcome) {
        assertThat(outcome).isInstanceOf(SignedIn.class);
        return (SignedIn) outcome;
    }
}
