package app.clockout.local.table.core;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.clockout.local.table.core.Tokens.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final Instant START = Instant.parse("2026-11-28T10:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(7);

    private static Token token(int i) {
        return new Token("token" + i, i, START.plus(STEP.multipliedBy(i)));
    }

    private static int size(Tokens tokens) {
        var size = new AtomicInteger();
        tokens.each(_ -> size.incrementAndGet());
        return size.get();
    }

    @Test
    void knowsEachForTenMinutesAndNoneForLonger() {
        var tokens = Tokens.EMPTY;
        for (int i = 0; i < 1000; i++) {
            tokens = tokens.with(token(i));
            var now = token(i).at();
            for (int earlier = 0; earlier <= i; earlier++) {
                boolean young = !token(earlier).at().isBefore(now.minusSeconds(600));
                assertTrue(young == tokens.knows(token(earlier), now), earlier + " at " + i);
            }
        }
    }

    @Test
    void keepsThoseOfTwentyMinutesAtMost() {
        var tokens = Tokens.EMPTY;
        for (int i = 0; i < 10_000; i++) {
            tokens = tokens.with(token(i));
            assertTrue(size(tokens) <= 2 * 600 / STEP.toSeconds() + 2);
        }
    }

    @Test
    void keepsAllThatAreKnownWhenTheyAreEnteredAgain() {
        var tokens = Tokens.EMPTY;
        for (int i = 0; i < 150; i++) {
            tokens = tokens.with(token(i));
        }
        var all = new ArrayList<Token>();
        tokens.each(all::add);
        var again = Tokens.EMPTY;
        for (Token token : all) {
            again = again.with(token);
        }
        var now = token(149).at();
        for (int i = 0; i < 150; i++) {
            assertTrue(tokens.knows(token(i), now) == again.knows(token(i), now), "token " + i);
        }
    }

    @Test
    void refusesATokenThatWasAnothers() {
        var tokens = Tokens.EMPTY.with(token(1));
        assertFalse(tokens.knows(token(2), START));
        assertThrows(TableException.class, () -> tokens.knows(new Token("token1", 5, START), START));
    }
}
