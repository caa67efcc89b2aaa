package app.clockout.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MailAllowanceTest {
    private static final Instant START = Instant.parse("2027-01-11T09:00:00Z");
    private static final Duration EACH = Duration.ofMinutes(12);

    private final MailAllowance fiveThenOneEachTwelveMinutes = new MailAllowance(5, EACH);
    private @Nullable Instant kept;

    @Test
    void shouldAllowFiveAtOnceAndNoSixth() {
        for (int i = 1; i <= 5; i++) {
            assertThat(takenAt(START)).as("mail %d", i).isTrue();
        }
        assertThat(takenAt(START)).isFalse();
        assertThat(takenAt(START.plus(EACH).minusNanos(1))).isFalse();
    }

    @Test
    void shouldAllowOneMoreEachTwelveMinutesFromTheExactInstantOn() {
        takeAll(START);

        for (int i = 1; i <= 20; i++) {
            var due = START.plus(EACH.multipliedBy(i));
            assertThat(takenAt(due.minusNanos(1))).as("just before %d", i).isFalse();
            assertThat(takenAt(due)).as("%d", i).isTrue();
            assertThat(takenAt(due)).as("a second one at %d", i).isFalse();
        }
    }

    @Test
    void shouldSaveUpWhatWasNotTakenButNeverMoreThanFive() {
        takeAll(START);

        assertThat(mailsAt(START.plus(EACH.multipliedBy(3)))).isEqualTo(3);
        assertThat(mailsAt(START.plus(EACH.multipliedBy(8)).minusNanos(1))).isEqualTo(4);
        assertThat(mailsAt(START.plus(Duration.ofDays(1)))).isEqualTo(5);
        assertThat(mailsAt(START.plus(Duration.ofDays(900)))).isEqualTo(5);
    }

    @Test
    void shouldSpendNothingOnARefusal() {
        takeAll(START);
        for (int i = 0; i < 50; i++) {
            assertThat(takenAt(START.plusSeconds(i))).isFalse();
        }

        assertThat(takenAt(START.plus(EACH))).isTrue();
    }

    @Test
    void shouldTellWhenItWillBeFullAgain() {
        assertThat(fiveThenOneEachTwelveMinutes.take(null, START)).contains(START.plus(EACH));
        assertThat(fiveThenOneEachTwelveMinutes.take(START.plus(EACH), START))
                .contains(START.plus(EACH.multipliedBy(2)));
        assertThat(fiveThenOneEachTwelveMinutes.take(START.minusNanos(1), START))
                .contains(START.plus(EACH));
        assertThat(fiveThenOneEachTwelveMinutes.take(START.plus(EACH.multipliedBy(5)), START))
                .isEmpty();
    }

    @Test
    void shouldNeverGiveMoreThanTheRuleInAnyStretchOfTime() {
        var random = new Random(3);
        var taken = new ArrayList<Instant>();
        var now = START;
        for (int i = 0; i < 700; i++) {
            now = now.plusSeconds(random.nextInt(600));
            if (takenAt(now)) {
                taken.add(now);
            }
        }
        assertThat(taken).hasSizeGreaterThan(100);
        for (int from = 0; from < taken.size(); from++) {
            for (int to = from; to < taken.size(); to++) {
                var stretch = Duration.between(taken.get(from), taken.get(to));
                assertThat(to - from + 1L).as("in %s", stretch).isLessThanOrEqualTo(5 + stretch.dividedBy(EACH));
            }
        }
    }

    @Test
    void shouldAllowNothingWhereNothingIsAllowed() {
        assertThat(new MailAllowance(0, EACH).take(null, START)).isEmpty();
    }

    private void takeAll(Instant at) {
        assertThat(mailsAt(at)).isEqualTo(5);
    }

    private int mailsAt(Instant at) {
        int mails = 0;
        while (takenAt(at)) {
            mails++;
        }
        return mails;
    }

    private boolean takenAt(Instant at) {
        var next = fiveThenOneEachTwelveMinutes.take(kept, at);
        next.ifPresent(fullAgainAt -> kept = fullAgainAt);
        return next.isPresent();
    }
}
