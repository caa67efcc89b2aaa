package app.clockout.table;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.MemberId;
import app.clockout.domain.Repeatable;
import app.clockout.local.emulators.TestStack;
import app.clockout.table.IdempotencyKeys.Before;
import app.clockout.table.IdempotencyKeys.Made;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A request that makes something makes it once, however often it is sent with its key. */
class IdempotencyKeysTest {
    private static final TestStack STACK = TestStack.fresh();
    private static final MemberId ADA = new MemberId("ada");
    private static final Instant NOW = TestStack.START;

    private final Table table = new Table(STACK.environment("WaitlistFunction"));
    private final String id = UUID.randomUUID().toString();

    @Test
    void shouldTellWhatTheSameRequestMadeBefore() {
        assertThat(make("first", repeatable("hash"), NOW).now()).isTrue();

        var again = make("second", repeatable("hash"), NOW.plusSeconds(1));

        assertThat(again.now()).isFalse();
        assertThat(again.before()).isEqualTo(new Before("first", true));
        assertThat(before(repeatable("hash"), NOW)).contains(new Before("first", true));
        assertThat(isMade("second")).isFalse();
    }

    @Test
    void shouldMakeNothingUnderTheKeyOfAnotherRequest() {
        make("first", repeatable("hash"), NOW);

        var other = make("second", repeatable("other hash"), NOW.plusSeconds(1));

        assertThat(other.now()).isFalse();
        assertThat(other.before()).isEqualTo(new Before("first", false));
        assertThat(before(repeatable("other hash"), NOW)).contains(new Before("first", false));
        assertThat(isMade("second")).isFalse();
    }

    @Test
    void shouldTellARefusalThatHasNothingToDoWithTheKey() {
        make("first", null, NOW);
        var write = write("first");

        var refused = IdempotencyKeys.commit(table, List.of(write), "first", ADA, repeatable("hash"), NOW);

        assertThat(refused.now()).isFalse();
        assertThat(refused.before()).isNull();
        assertThat(before(repeatable("hash"), NOW)).isEmpty();
        assertThat(refused.commit().refused(write)).isTrue();
        assertThat(make("second", repeatable("hash"), NOW).now())
                .as("the key is free")
                .isTrue();
    }

    @Test
    void shouldMakeItAgainWithoutAKey() {
        assertThat(make("first", null, NOW).now()).isTrue();
        assertThat(make("second", null, NOW).now()).isTrue();
    }

    @Test
    void shouldForgetARequestAfterADayByTheClock() {
        make("first", repeatable("hash"), NOW);
        var end = NOW.plus(Duration.ofHours(24));

        assertThat(make("second", repeatable("hash"), end.minusSeconds(1)).now())
                .isFalse();
        assertThat(before(repeatable("hash"), end.minusSeconds(1))).isPresent();
        assertThat(before(repeatable("hash"), end)).isEmpty();
        assertThat(make("third", repeatable("hash"), end).now()).isTrue();
        assertThat(make("fourth", repeatable("hash"), end.plusSeconds(1)).before())
                .as("remembered anew")
                .isEqualTo(new Before("third", true));
    }

    @Test
    void shouldKeepTheKeysOfDifferentMembersApart() {
        make("first", repeatable("hash"), NOW);

        var ofBob = IdempotencyKeys.commit(
                table, List.of(write("second")), "second", new MemberId("bob"), repeatable("hash"), NOW);

        assertThat(ofBob.now()).isTrue();
        assertThat(make("third", new Repeatable(id + "#", "hash"), NOW).now()).isTrue();
    }

    @Test
    void shouldTakeTheLongestKeyThereCanBe() {
        assertThat(make("first", new Repeatable("~".repeat(128), "hash"), NOW).now())
                .isTrue();
    }

    private Made make(String name, @Nullable Repeatable repeatable, Instant now) {
        return IdempotencyKeys.commit(table, List.of(write(name)), name, ADA, repeatable, now);
    }

    private Optional<Before> before(Repeatable repeatable, Instant now) {
        return IdempotencyKeys.before(table, ADA, repeatable, now);
    }

    private Write write(String name) {
        return Write.put(Item.at(key(name))).onlyIfAbsent();
    }

    private boolean isMade(String name) {
        return table.get(key(name)).isPresent();
    }

    private Key key(String name) {
        return Key.alone("MADE#" + id + "#" + name);
    }

    private Repeatable repeatable(String requestHash) {
        return new Repeatable(id, requestHash);
    }
}
