package app.clockout.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.DerivedLinks;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketsTest {
    private static final EventId EVENT = new EventId("law-lima_aaaabbbbccccdddd");
    private static final MemberId ADA = new MemberId("ada");

    private final Tickets tickets = new Tickets(new DerivedLinks("secret".getBytes(UTF_8)));

    @Test
    void shouldNameTheEventAndTheMember() {
        assertThat(Tickets.claim(tickets.token(EVENT, ADA, 1))).contains(new Tickets.Claim(EVENT, ADA));
    }

    @Test
    void shouldHoldUntilTheLinksOfTheMemberEnd() {
        var ticket = tickets.token(EVENT, ADA, 1);

        assertThat(tickets.holds(ticket, 1)).isTrue();
        assertThat(tickets.holds(ticket, 2)).isFalse();
        assertThat(tickets.holds(ticket.replace("~ada", "~bob"), 1)).isFalse();
        assertThat(new Tickets(new DerivedLinks("other".getBytes(UTF_8))).holds(ticket, 1))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "x", "ada.x", "~ada.x", "law-lima_aaaabbbbccccdddd~.x", "law-lima_aaaabbbbccccdddd~ .x"
            })
    void shouldTakeNothingElseForATicket(String token) {
        assertThat(Tickets.claim(token)).isEmpty();
    }
}
