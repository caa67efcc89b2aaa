package app.clockout.domain;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Membership.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MembershipTest {
    private static final Instant SINCE = Instant.parse("2027-01-11T09:00:00Z");

    @Test
    void shouldLetARefusalRestForThirtyDaysToTheInstant() {
        var end = SINCE.plus(Duration.ofDays(30));

        assertThat(membership(State.REFUSED).isResting(SINCE)).isTrue();
        assertThat(membership(State.REFUSED).isResting(end.minusMillis(1))).isTrue();
        assertThat(membership(State.REFUSED).isResting(end)).isFalse();
    }

    @Test
    void shouldLetNothingElseRest() {
        assertThat(membership(State.MEMBER).isResting(SINCE)).isFalse();
        assertThat(membership(State.REQUESTED).isResting(SINCE)).isFalse();
    }

    private static Membership membership(State state) {
        return new Membership(new Slug("makers"), new MemberId("maya"), state, SINCE);
    }
}
