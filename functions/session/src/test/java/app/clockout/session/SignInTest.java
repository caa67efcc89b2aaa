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

    private final Members members = new Members();
    private final SignIn signIn = members.signIn;
    private final Person maya = members.member("maya");

    @Test
    void shouldBeginASessionOfThirtyDaysThatLeadsWhereItWasAskedFor() {
        var link = members.link(Purpose.SIGN_IN, "maya", "/clubs/glass?page=2");

        var signedIn = signedIn(signIn.signIn(link));

        assertThat(signedIn.member()).isEqualTo(maya);
        assertThat(signedIn.next()).isEqualTo("/clubs/glass?page=2");
        assertThat(signedIn.endsAt()).isEqualTo(members.now().plus(Duration.ofDays(30)));
        assertThat(members.sessions.memberOf(signedIn.token()))
                .hasValueSatisfying(member -> assertThat(member.id()).isEqualTo(maya.id()));
        members.pass(Duration.ofDays(30).minusSeconds(1));
        assertThat(members.sessions.memberOf(signedIn.token())).isPresent();
        members.pass(Duration.ofSeconds(1));
        assertThat(members.sessions.memberOf(signedIn.token())).isEmpty();
    }

    @Test
    void shouldKeepNoTokenButItsHash() {
        var link = members.signInLink(maya);
        var session = signedIn(signIn.signIn(link)).token();

        var secret = session.substring(session.indexOf('.') + 1);
        assertThat(members.stack.items().toString()).doesNotContain(link, secret);
    }

    @Test
    void shouldWorkOnce() {
        var link = members.signInLink(maya);
        assertThat(signIn.works(link)).isTrue();
        signedIn(signIn.signIn(link));

        assertThat(signIn.works(link)).isFalse();
        assertThat(signIn.signIn(link)).isEqualTo(BAD_LINK);
    }

    @Test
    void shouldWorkOnceWhereManyClickAtOnce() {
        var link = members.signInLink(maya);

        var outcomes = Concurrently.call(8, () -> signIn.signIn(link));

        assertThat(outcomes).filteredOn(SignedIn.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(BAD_LINK::equals).hasSize(7);
        assertThat(members.rows("SESSION")).isEqualTo(1);
    }

    @Test
    void shouldNotUseALinkUpByLookingAtIt() {
        var link = members.signInLink(maya);
        var before = members.stack.items();

        assertThat(signIn.works(link)).isTrue();
        assertThat(signIn.works(link)).isTrue();

        assertThat(members.stack.items()).containsExactlyInAnyOrderElementsOf(before);
        signedIn(signIn.signIn(link));
    }

    @Test
    void shouldWorkForFifteenMinutes() {
        var one = members.signInLink(maya);
        var other = members.signInLink(maya);
        members.pass(Duration.ofMinutes(15).minusSeconds(1));
        assertThat(signIn.works(one)).isTrue();
        signedIn(signIn.signIn(one));

        members.pass(Duration.ofSeconds(1));

        assertThat(signIn.works(other)).isFalse();
        assertThat(signIn.signIn(other)).isEqualTo(BAD_LINK);
    }

    @Test
    void shouldLeaveOlderLinksGood() {
        var older = members.signInLink(maya);
        var newer = members.signInLink(maya);

        signedIn(signIn.signIn(newer));
        signedIn(signIn.signIn(older));

        assertThat(members.rows("SESSION")).isEqualTo(2);
    }

    @Test
    void shouldSignInByTheAdmissionLinkForFourteenDays() {
        var link = members.link(Purpose.ADMISSION, maya);
        members.pass(Duration.ofDays(14).minusSeconds(1));

        assertThat(signIn.works(link)).isTrue();
        assertThat(signedIn(signIn.signIn(link)).member()).isEqualTo(maya);

        assertThat(members.person(maya.id()).signedIn()).isTrue();
        assertThat(signIn.signIn(link)).isEqualTo(BAD_LINK);
    }

    @Test
    void shouldEndTheAdmissionLinkAfterFourteenDays() {
        var link = members.link(Purpose.ADMISSION, maya);
        members.pass(Duration.ofDays(14));

        assertThat(signIn.works(link)).isFalse();
        assertThat(signIn.signIn(link)).isEqualTo(BAD_LINK);
    }

    @Test
    void shouldEndTheAdmissionLinkWithAnyOtherSignIn() {
        var admission = members.link(Purpose.ADMISSION, maya);
        signedIn(signIn.signIn(members.signInLink(maya)));

        assertThat(signIn.works(admission)).isFalse();
        assertThat(signIn.signIn(admission)).isEqualTo(BAD_LINK);
    }

    @Test
    void shouldNotLetTwoAdmissionLinksInAtOnce() {
        var links = List.of(members.link(Purpose.ADMISSION, maya), members.link(Purpose.ADMISSION, maya));

        var outcomes = Concurrently.call(links.stream()
                .map(link -> (Callable<SignIn.Outcome>) () -> signIn.signIn(link))
                .toList());

        assertThat(outcomes).filteredOn(SignedIn.class::isInstance).hasSize(1);
        assertThat(members.rows("SESSION")).isEqualTo(1);
    }

    @Test
    void shouldSignNobodyInWhoIsNoMember() {
        for (var standing : List.of(Standing.WAITING, Standing.DECLINED, Standing.SUSPENDED)) {
            var name = standing.name().toLowerCase(Locale.ROOT);
            var person = members.arrive(name, new EmailAddress(name + "@example.com"), standing);
            for (var purpose : List.of(Purpose.SIGN_IN, Purpose.ADMISSION)) {
                var link = members.link(purpose, person);

                assertThat(signIn.works(link)).isFalse();
                assertThat(signIn.signIn(link)).isEqualTo(BAD_LINK);
            }
        }
        assertThat(members.rows("SESSION")).isZero();
    }

    @Test
    void shouldRefuseALinkThatIsNoneOrForSomethingElse() {
        var confirmation = members.link(Purpose.CONFIRM_ADDRESS, maya.email().hash() + "/request", "/");
        var ofNobody = members.link(Purpose.SIGN_IN, "nobody", "/");
        var session = signedIn(signIn.signIn(members.signInLink(maya))).token();

        for (var token : List.of("unknown", confirmation, ofNobody, session)) {
            assertThat(signIn.works(token)).isFalse();
            assertThat(signIn.signIn(token)).isEqualTo(BAD_LINK);
        }
    }

    @Test
    void shouldEndASessionOnTheServerAndNoOther() {
        var one = signedIn(signIn.signIn(members.signInLink(maya))).token();
        var other = signedIn(signIn.signIn(members.signInLink(maya))).token();

        members.sessions.end(one);

        assertThat(members.sessions.memberOf(one)).isEmpty();
        assertThat(members.sessions.memberOf(other)).isPresent();
    }

    private static SignedIn signedIn(SignIn.Outcome outcome) {
        assertThat(outcome).isInstanceOf(SignedIn.class);
        return (SignedIn) outcome;
    }
}
