package app.clockout.domain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.DerivedLinks.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeatTokensTest {
    private static final EventId EVENT = new EventId("night-shift_4kqzt5x2mfvb7nws");
    private static final EventId OTHER = new EventId("night-shift_7pxgk4tzbn2vwq5c");
    private static final MemberId MAYA = new MemberId("4kqzt5x2mfvb7nwsr3hdcy6pge");
    private static final MemberId BEN = new MemberId("2hwcx7rmbt5qfz3nkvs6jdgy4e");

    private final DerivedLinks derived = new DerivedLinks("a secret of thirty-two bytes....".getBytes(UTF_8));
    private final SeatTokens links = SeatTokens.answers(derived);
    private final String token = links.token(EVENT, MAYA, 3);

    @Test
    void shouldNameTheEventAndThePerson() {
        assertThat(SeatTokens.claimed(token)).contains(new SeatTokens.Claim(EVENT, MAYA));
    }

    @Test
    void shouldHoldForItsVersionOnly() {
        assertThat(links.holds(token, 3)).isTrue();
        assertThat(links.holds(token, 2)).isFalse();
        assertThat(links.holds(token, 4)).isFalse();
    }

    @Test
    void shouldHoldForNobodyElseAndNoOtherEvent() {
        var signature = token.substring(token.indexOf('.'));

        assertThat(links.holds(EVENT + "~" + BEN + signature, 3)).isFalse();
        assertThat(links.holds(OTHER + "~" + MAYA + signature, 3)).isFalse();
    }

    @Test
    void shouldNotTakeALinkOfAnotherPurpose() {
        assertThat(links.holds(derived.token(Purpose.TICKET, EVENT + "~" + MAYA, 3), 3))
                .isFalse();
    }

    @Test
    void shouldNeedNoEscapingInAPath() {
        assertThat(token).matches("[A-Za-z0-9._~-]+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "~.x",
                "night-shift_4kqzt5x2mfvb7nws",
                "night-shift_4kqzt5x2mfvb7nws.x",
                "night-shift_4kqzt5x2mfvb7nws~.x",
                "night-shift_4kqzt5x2mfvb7nws~ .x",
                "night-shift_4kqzt5x2mfvb7nws~a~b.x",
                "night-shift_4kqzt5x2mfvb7nws~a#b.x",
                "night-shift~a.x",
                "-_4kqzt5x2mfvb7nws~a.x",
                "~4kqzt5x2mfvb7nwsr3hdcy6pge.x"
            })
    void shouldClaimNothingWhereATokenNamesNoEventOrNobody(String token) {
        assertThat(SeatTokens.claimed(token)).isEmpty();
    }

    @Test
    void shouldClaimNothingThatIsLongerThanAnyId() {
        assertThat(SeatTokens.claimed(EVENT + "~" + "a".repeat(2_048) + ".x")).isEmpty();
    }
}
