package app.clockout.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinkTest {
    private static final Instant END = Instant.parse("2027-01-11T09:15:00Z");

    @Test
    void shouldWorkUntilTheInstantItEndsAt() {
        var link = link(null);

        assertThat(link.worksAt(END.minusNanos(1))).isTrue();
        assertThat(link.worksAt(END)).isFalse();
        assertThat(link.worksAt(END.plusNanos(1))).isFalse();
    }

    @Test
    void shouldWorkOnlyWhileNobodyUsedIt() {
        assertThat(link(new MemberId("maya")).worksAt(END.minusSeconds(60))).isFalse();
    }

    @Test
    void shouldLiveAsLongAsTheContractSays() {
        assertThat(Link.Purpose.CONFIRM_ADDRESS.life()).isEqualTo(Duration.ofHours(48));
        assertThat(Link.Purpose.SIGN_IN.life()).isEqualTo(Duration.ofMinutes(15));
        assertThat(Link.Purpose.ADMISSION.life()).isEqualTo(Duration.ofDays(14));
    }

    @Test
    void shouldEndBeforeTheSignUpItConfirmsIsForgotten() {
        assertThat(Application.KEPT).isGreaterThan(Link.Purpose.CONFIRM_ADDRESS.life());
    }

    private static Link link(@Nullable MemberId usedBy) {
        return new Link("hash", Link.Purpose.SIGN_IN, "maya", "/", END, usedBy);
    }
}
