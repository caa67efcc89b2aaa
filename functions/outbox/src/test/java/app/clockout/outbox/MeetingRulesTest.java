package app.clockout.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Slug;
import app.clockout.messages.Message;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from changes of clubs, events and seats. */
class MeetingRulesTest {
    private static final MemberId ADA = new MemberId("ada");
    private static final Slug CLUB = new Slug("law-lima");
    private static final EventId EVENT = new EventId("law-lima_aaaabbbbccccdddd");
    private static final String OF_EVENT = "EVENT#" + EVENT;

    private final Relay relay = new Relay();

    private static Map<String, String> seats(int seats, int taken, int waiting, boolean scheduled) {
        return Map.of(
                "seats", "" + seats,
                "taken", "" + taken,
                "waiting", "" + waiting,
                "scheduled", "" + scheduled);
    }

    private static Map<String, String> answer(String standing, int since) {
        return Map.of("standing", standing, "since", "" + since);
    }

    private void assertNothing() {
        assertThat(relay.mail()).isEmpty();
        assertThat(relay.bulk()).isEmpty();
        assertThat(relay.seats()).isEmpty();
        assertThat(relay.clubs()).isEmpty();
        assertThat(relay.notes()).isEmpty();
    }

    @Test
    void shouldHaveAFreeSeatPassedOnWhileSomebodyWaitsAndSayItOnceABatch() {
        relay.failed(new Records()
                .changed(OF_EVENT, "SEATS", seats(2, 2, 3, true), seats(2, 1, 3, true))
                .changed(OF_EVENT, "SEATS", seats(2, 1, 3, true), seats(2, 1, 4, true))
                .build());

        assertThat(relay.seats()).containsExactly(new Message.SeatFreed(EVENT));
    }

    @ParameterizedTest
    @CsvSource({"2, 2, 3, true", "2, 1, 0, true", "2, 1, 3, false"})
    void shouldPassOnNothingWhereNobodyWaitsNoSeatIsFreeOrTheEventIsOff(
            int seats, int taken, int waiting, boolean scheduled) {
        relay.failed(new Records()
                .changed(OF_EVENT, "SEATS", seats(2, 2, 3, true), seats(seats, taken, waiting, scheduled))
                .build());

        assertNothing();
    }

    @Test
    void shouldAskForTheMailOfAnAnswerThatBeganOrChanged() {
        relay.failed(new Records()
                .inserted(OF_EVENT, "RSVP#ada", answer("confirmed", 1))
                .build());
        assertThat(relay.mail()).containsExactly(new Message.Answered(EVENT, ADA));

        var again = new Relay();
        again.failed(new Records()
                .changed(OF_EVENT, "RSVP#ada", answer("cancelled", 1), answer("waitlisted", 2))
                .changed(OF_EVENT, "RSVP#ben", answer("confirmed", 1), answer("confirmed", 2))
                .build());
        assertThat(again.mail())
                .containsExactlyInAnyOrder(
                        new Message.Answered(EVENT, ADA), new Message.Answered(EVENT, new MemberId("ben")));
    }

    @Test
    void shouldAskForNoMailOfACheckIn() {
        var in = new HashMap<>(answer("confirmed", 1));
        in.put("checkedInAt", "5");
        relay.failed(new Records()
                .changed(OF_EVENT, "RSVP#ada", answer("confirmed", 1), in)
                .build());

        assertNothing();
    }

    @Test
    void shouldTellOfAnEventThatMovesOrIsCancelledAndNotOfOneThatIsAnnouncedOrRewritten() {
        var announced = Map.of("sequence", "0", "title", "Breakfast");
        relay.failed(new Records()
                .inserted(OF_EVENT, "EVENT", announced)
                .changed(OF_EVENT, "EVENT", announced, Map.of("sequence", "0", "title", "Brunch"))
                .build());
        assertNothing();

        relay.failed(new Records()
                .changed(OF_EVENT, "EVENT", announced, Map.of("sequence", "1", "title", "Breakfast"))
                .build());
        assertThat(relay.seats()).containsExactly(new Message.EventMoved(EVENT));

        var other = new Relay();
        var cancelled = Map.of("sequence", "0", "title", "Breakfast", "cancelledAt", "7");
        other.failed(new Records()
                .changed(OF_EVENT, "EVENT", announced, cancelled)
                .changed(OF_EVENT, "EVENT", cancelled, cancelled)
                .build());
        assertThat(other.seats()).containsExactly(new Message.EventCancelled(EVENT));
    }

    @Test
    void shouldTellOfAClubThatIsClosedOrHandedOver() {
        var open = Map.of("title", "Law Lima");
        relay.failed(new Records()
                .inserted("CLUB#" + CLUB, "CLUB", open)
                .changed("CLUB#" + CLUB, "CLUB", open, Map.of("title", "Law Lima", "closedAt", "3"))
                .build());
        assertThat(relay.clubs()).containsExactly(new Message.ClubClosed(CLUB));
        assertThat(relay.mail()).isEmpty();

        var handed = Map.of("title", "Law Lima", "handedTo", "ada", "handedAt", "3");
        var other = new Relay();
        other.failed(new Records().changed("CLUB#" + CLUB, "CLUB", open, handed).build());
        assertThat(other.mail()).containsExactly(new Message.ClubHanded(CLUB, ADA));

        var renamed = new Relay();
        renamed.failed(new Records()
                .changed("CLUB#" + CLUB, "CLUB", handed, Map.of("title", "Law", "handedTo", "ada", "handedAt", "3"))
                .build());
        assertThat(renamed.mail()).isEmpty();
        renamed.failed(new Records()
                .changed("CLUB#" + CLUB, "CLUB", handed, Map.of("title", "Law", "handedTo", "ada", "handedAt", "9"))
                .build());
        assertThat(renamed.mail()).containsExactly(new Message.ClubHanded(CLUB, ADA));
    }

    @Test
    void shouldTellOfARequestToJoinAndOfWhatBecameOfIt() {
        relay.failed(new Records()
                .inserted("CLUB#" + CLUB, "MEMBER#ada", Map.of("standing", "requested"))
                .build());
        assertThat(relay.mail()).containsExactly(new Message.ClubRequested(CLUB, ADA));

        var decided = new Relay();
        decided.failed(new Records()
                .changed("CLUB#" + CLUB, "MEMBER#ada", Map.of("standing", "requested"), Map.of("standing", "member"))
                .build());
        assertThat(decided.mail()).containsExactly(new Message.ClubRequestDecided(CLUB, ADA));

        var joined = new Relay();
        joined.failed(new Records()
                .inserted("CLUB#" + CLUB, "MEMBER#ada", Map.of("standing", "member"))
                .changed("CLUB#" + CLUB, "MEMBER#ben", Map.of("standing", "refused"), Map.of("standing", "member"))
                .build());
        assertNothing();
    }

    @Test
    void shouldPassOnWhatSomebodySuspendedHoldsAndRuns() {
        relay.failed(new Records().profile("ada", "approved", "suspended").build());

        assertThat(relay.seats()).containsExactly(new Message.Suspended(ADA));
        assertThat(relay.clubs()).containsExactly(new Message.Suspended(ADA));
        assertThat(relay.mail()).isEmpty();
        assertThat(relay.bulk()).isEmpty();
    }

    @Test
    void shouldNoteWhatItCannotRead() {
        relay.failed(new Records()
                .inserted(OF_EVENT, "SEATS", Map.of("seats", "2"))
                .inserted("EVENT#nonsense", "SEATS", seats(2, 1, 1, true))
                .inserted("CLUB#" + CLUB, "MEMBER#ada", Map.of("standing", "emperor"))
                .build());

        assertThat(relay.notes()).hasSize(3);
    }
}
