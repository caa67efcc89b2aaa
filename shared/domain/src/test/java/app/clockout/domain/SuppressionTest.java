package app.clockout.domain;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Feedback.Kind;
import app.clockout.domain.Suppression.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SuppressionTest {
    private static final Instant NOW = Instant.parse("2027-01-11T08:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void shouldStopAllMailAfterABounceForGood() {
        var bounced = after(feedback(Kind.PERMANENT, "a", 3));

        assertThat(bounced.reason()).contains(Reason.BOUNCE);
        assertThat(bounced.since()).contains(day(3));
    }

    @Test
    void shouldTellABounceBeforeAComplaintAndKeepBoth() {
        var both = after(feedback(Kind.COMPLAINT, "a", 1), feedback(Kind.PERMANENT, "b", 2));

        assertThat(both.reason()).contains(Reason.BOUNCE);
        assertThat(both.complainedAt()).isEqualTo(day(1));
        assertThat(after(feedback(Kind.COMPLAINT, "a", 1)).reason()).contains(Reason.COMPLAINT);
    }

    @Test
    void shouldStopAllMailWhenFiveCameBackWithinThirtyDays() {
        var four = after(transients(0, 10, 20, 29));
        assertThat(four.reason()).isEmpty();

        var five = four.with(feedback(Kind.TRANSIENT, "fifth", 30));
        assertThat(five.reason()).contains(Reason.TRANSIENT);
        assertThat(five.since()).contains(day(30));
        assertThat(four.with(feedback(Kind.TRANSIENT, "fifth", 31)).reason()).isEmpty();
    }

    @Test
    void shouldGoOnCountingInAWindowThatMoves() {
        assertThat(after(transients(0, 1, 2, 31, 32, 33, 34)).reason()).isEmpty();
        assertThat(after(transients(0, 1, 2, 31, 32, 33, 34, 35)).reason()).contains(Reason.TRANSIENT);
    }

    @Test
    void shouldCountTheSameOneOnce() {
        var one = feedback(Kind.TRANSIENT, "a", 0);

        assertThat(after(one, one, one, one, one, one)).isEqualTo(after(one));
    }

    @Test
    void shouldComeToTheSameInAnyOrder() {
        var told = new ArrayList<>(List.of(transients(0, 3, 8, 13, 21)));
        told.add(feedback(Kind.COMPLAINT, "x", 14));
        told.add(feedback(Kind.COMPLAINT, "y", 15));
        var inOrder = after(told.toArray(Feedback[]::new));
        assertThat(inOrder.reason()).contains(Reason.TRANSIENT);

        var random = new Random(7);
        for (int i = 0; i < 50; i++) {
            Collections.shuffle(told, random);
            assertThat(after(told.toArray(Feedback[]::new))).isEqualTo(inOrder);
        }
    }

    @Test
    void shouldTellTheFirstBounceForGoodWhicheverIsToldFirst() {
        var early = feedback(Kind.PERMANENT, "a", 1);
        var late = feedback(Kind.PERMANENT, "b", 2);

        assertThat(after(early, late)).isEqualTo(after(late, early));
        assertThat(after(late, early).since()).contains(day(1));
    }

    @Test
    void shouldTellABounceForGoodAfterTooManyThatWereNot() {
        var known = after(transients(0, 1, 2, 3, 4)).with(feedback(Kind.PERMANENT, "a", 9));

        assertThat(known.reason()).contains(Reason.BOUNCE);
        assertThat(known.since()).contains(day(9));
    }

    @Test
    void shouldForgetWhatCameBackLongAgo() {
        assertThat(after(transients(0, 60)).transients()).hasSize(1);
    }

    @Test
    void shouldTakeAllBackWhenLiftedAndNotMindMailsFromBefore() {
        var lifted = after(transients(0, 1, 2, 3, 4)).lifted(day(5));
        assertThat(lifted.reason()).isEmpty();

        for (var kind : Kind.values()) {
            assertThat(lifted.with(new Feedback(kind, "late", day(6), day(5)))).isEqualTo(lifted);
        }
        assertThat(lifted.with(feedback(Kind.TRANSIENT, "new", 6)).reason()).isEmpty();
        assertThat(lifted.with(feedback(Kind.PERMANENT, "new", 6)).reason()).contains(Reason.BOUNCE);
    }

    @Test
    void shouldTakeAComplaintBackWhenMailIsWantedButNoBounce() {
        var both = after(feedback(Kind.COMPLAINT, "a", 1), feedback(Kind.PERMANENT, "b", 2));

        assertThat(both.wanted(day(3)).reason()).contains(Reason.BOUNCE);
        assertThat(both.wanted(day(3)).complainedAt()).isNull();
        assertThat(Suppression.NONE.wanted(day(3))).isEqualTo(Suppression.NONE);
    }

    private static Suppression after(Feedback... told) {
        var known = Suppression.NONE;
        for (var feedback : told) {
            known = known.with(feedback);
        }
        return known;
    }

    private static Feedback[] transients(int... days) {
        var told = new ArrayList<Feedback>();
        for (int day : days) {
            told.add(feedback(Kind.TRANSIENT, "on " + day, day));
        }
        return told.toArray(Feedback[]::new);
    }

    /** Of a mail that went out a second before. */
    private static Feedback feedback(Kind kind, String id, int day) {
        return new Feedback(kind, id, day(day), day(day).minusSeconds(1));
    }

    private static Instant day(int day) {
        return NOW.plus(DAY.multipliedBy(day));
    }
}
