package app.clockout.table;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Standing;
import app.clockout.local.emulators.Meter;
import app.clockout.local.emulators.TestStack;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest {
    private static final TestStack STACK = TestStack.fresh();
    private static final Instant END = TestStack.START.plus(Sessions.LIFE);

    private final Table table = new Table(STACK.environment("SessionFunction"));
    private final People people = new People(table);
    private final Sessions sessions = new Sessions(table, STACK.clock());
    private final String name = UUID.randomUUID().toString();
    private final MemberId id = new MemberId(name);
    private final Person member = Persons.standing(name, Standing.APPROVED);

    @AfterEach
    void setTheClockBack() {
        STACK.clock().set(TestStack.START);
    }

    @Test
    void shouldLastThirtyDays() {
        assertThat(Sessions.LIFE).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void shouldKnowTheMemberOfATokenByOneRequest() {
        var token = signIn();
        Meter.reset();

        assertThat(sessions.memberOf(token)).contains(member);
        assertThat(Used.all()).isEqualTo(new Meter.Usage(0, Map.of("BatchGetItem", 1), 2, 0));
    }

    @Test
    void shouldMakeATokenOfTheMembersIdAnd256RandomBits() {
        var random = new Random(1);

        assertThat(sessions.token(id, random)).startsWith(id + ".").hasSize(name.length() + 1 + 43);
        assertThat(sessions.token(id, random)).isNotEqualTo(sessions.token(id, new Random(1)));
    }

    @Test
    void shouldNotKnowATokenBeforeItsSessionBegan() {
        table.commit(people.arrive(member));

        assertThat(sessions.memberOf(sessions.token(id, new Random(1)))).isEmpty();
    }

    @Test
    void shouldKeepNothingByWhichSomebodyCouldSignIn() {
        var token = signIn();

        var stored = STACK.items().toString();
        assertThat(stored).contains(name).doesNotContain(token, token.substring(token.indexOf('.') + 1));
    }

    @Test
    void shouldEndByTheClockAtTheInstantItSays() {
        var token = signIn();

        STACK.clock().set(END.minusSeconds(1));
        assertThat(sessions.memberOf(token)).isPresent();
        STACK.clock().set(END);
        assertThat(sessions.memberOf(token)).as("though the row is there still").isEmpty();
        STACK.clock().set(END.plus(Duration.ofDays(1)));
        assertThat(sessions.memberOf(token)).isEmpty();
        assertThat(table.beginningWith("MEMBER#" + name, "SESSION#")).hasSize(1);
    }

    @Test
    void shouldEndOnTheServerAndLeaveOtherSessionsAlone() {
        var phone = signIn();
        var laptop = sessions.token(id, new Random(2));
        table.commit(sessions.begin(id, laptop, END));

        sessions.end(phone);

        assertThat(sessions.memberOf(phone)).isEmpty();
        assertThat(sessions.memberOf(laptop)).contains(member);
        sessions.end(phone);
        assertThat(sessions.memberOf(laptop)).contains(member);
        assertThat(people.person(id)).as("only the session is gone").isPresent();
    }

    @Test
    void shouldNotBeginTwice() {
        var token = signIn();

        assertThat(table.commit(sessions.begin(id, token, END.plusSeconds(60))).done())
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Standing.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"APPROVED", "WITHDRAWN"})
    void shouldEndAtOnceForWhoIsNoMemberAnyMore(Standing standing) {
        var token = signIn();
        table.commit(people.decide(id, Standing.APPROVED, standing, TestStack.START));

        assertThat(sessions.memberOf(token)).isEmpty();
    }

    @Test
    void shouldStayEndedWhenASuspensionIsTakenBack() {
        var before = signIn();
        STACK.clock().advance(Duration.ofMillis(1));
        var suspension = STACK.clock().instant();
        table.commit(people.suspend(member, suspension));
        assertThat(sessions.memberOf(before)).isEmpty();

        table.commit(people.decide(id, Standing.SUSPENDED, Standing.APPROVED, suspension));
        assertThat(sessions.memberOf(before)).isEmpty();

        var after = sessions.token(id, new Random(2));
        table.commit(sessions.begin(id, after, suspension.plus(Sessions.LIFE).plus(Duration.ofMillis(1))));
        assertThat(sessions.memberOf(after)).isPresent();
    }

    @Test
    void shouldEndAtOnceForWhoWithdrewOrIsForgotten() {
        var token = signIn();
        table.commit(people.withdraw(member, TestStack.START));
        assertThat(sessions.memberOf(token)).isEmpty();

        table.commit(people.forget(id));
        assertThat(sessions.memberOf(token)).isEmpty();
    }

    @Test
    void shouldTakeTheRoleFromTheProfile() {
        var token = signIn();

        setAdmin(true);
        assertThat(sessions.memberOf(token).orElseThrow().admin()).isTrue();
        setAdmin(false);
        assertThat(sessions.memberOf(token).orElseThrow().admin()).isFalse();
    }

    private void setAdmin(boolean admin) {
        table.write(Write.update(People.key(id), "SET admin = :admin").where(":admin", admin));
    }

    @Test
    void shouldNotTakeOnesSecretForAnothers() {
        var token = signIn();
        var other = Persons.standing(name + "-other", Standing.APPROVED);
        table.commit(people.arrive(other));

        assertThat(sessions.memberOf(other.id() + token.substring(token.indexOf('.'))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "x",
                ".x",
                " .x",
                "\t.x",
                "x.",
                "\u00a0.x",
                "PROFILE.PROFILE",
                "MEMBER#x.y",
                "..",
                "😀.😀"
            })
    void shouldKnowNobodyByWhatIsNoToken(String token) {
        assertThat(sessions.memberOf(token)).isEmpty();
        sessions.end(token);
    }

    @Test
    void shouldNotAskTheTableForATokenThatIsTooLongToBeOne() {
        Meter.reset();

        assertThat(sessions.memberOf("x".repeat(10_000) + ".x")).isEmpty();
        sessions.end("x".repeat(10_000) + ".x");

        assertThat(Meter.read()).isEmpty();
        assertThat(sessions.memberOf("x." + "x".repeat(10_000))).isEmpty();
    }

    @Test
    void shouldNotTakeATokensDotsForTheEndOfTheId() {
        var token = signIn();

        assertThat(sessions.memberOf(token + ".")).isEmpty();
        assertThat(sessions.memberOf(token.replaceFirst("\\.", ".."))).isEmpty();
    }

    private String signIn() {
        var token = sessions.token(id, new Random(1));
        assertThat(table.commit(people.arrive(member), sessions.begin(id, token, END))
                        .done())
                .isTrue();
        return token;
    }
}
