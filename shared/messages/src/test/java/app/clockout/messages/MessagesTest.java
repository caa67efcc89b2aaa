package app.clockout.messages;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.clockout.domain.AddressHash;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Reminder;
import app.clockout.domain.Slug;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
    private static final MemberId MAYA = new MemberId("maya");
    private static final EventId EVENT = new EventId("law-lima_aaaabbbbccccdddd");
    private static final Slug CLUB = new Slug("law-lima");
    private static final String OF_EVENT = "\"event\":\"law-lima_aaaabbbbccccdddd\"";
    private static final String OF_CLUB = "\"club\":\"law-lima\",\"member\":\"maya\"}";

    private static final Map<Message, String> EVERY_TYPE = Map.ofEntries(
            entry(
                    new Message.Applied(new AddressHash("5e88"), "r1"),
                    "{\"version\":1,\"type\":\"applied\",\"address\":\"5e88\",\"request\":\"r1\"}"),
            entry(
                    new Message.SignInAsked(new AddressHash("5e88"), "r2"),
                    "{\"version\":1,\"type\":\"sign-in-asked\",\"address\":\"5e88\",\"request\":\"r2\"}"),
            entry(new Message.Confirmed(MAYA), "{\"version\":1,\"type\":\"confirmed\",\"member\":\"maya\"}"),
            entry(new Message.Decided(MAYA), "{\"version\":1,\"type\":\"decided\",\"member\":\"maya\"}"),
            entry(new Message.Decide("d1", 83), "{\"version\":1,\"type\":\"decide\",\"decision\":\"d1\",\"chunk\":83}"),
            entry(new Message.SeatFreed(EVENT), "{\"version\":1,\"type\":\"seat-freed\"," + OF_EVENT + "}"),
            entry(
                    new Message.OfferEnded(EVENT, MAYA),
                    "{\"version\":1,\"type\":\"offer-ended\"," + OF_EVENT + ",\"member\":\"maya\"}"),
            entry(new Message.EventMoved(EVENT), "{\"version\":1,\"type\":\"event-moved\"," + OF_EVENT + "}"),
            entry(new Message.EventCancelled(EVENT), "{\"version\":1,\"type\":\"event-cancelled\"," + OF_EVENT + "}"),
            entry(new Message.Reconcile(EVENT), "{\"version\":1,\"type\":\"reconcile\"," + OF_EVENT + "}"),
            entry(new Message.Suspended(MAYA), "{\"version\":1,\"type\":\"suspended\",\"member\":\"maya\"}"),
            entry(new Message.ClubClosed(CLUB), "{\"version\":1,\"type\":\"club-closed\",\"club\":\"law-lima\"}"),
            entry(
                    new Message.Answered(EVENT, MAYA),
                    "{\"version\":1,\"type\":\"answered\"," + OF_EVENT + ",\"member\":\"maya\"}"),
            entry(
                    new Message.EventNews(EVENT, List.of(MAYA, new MemberId("ben"))),
                    "{\"version\":1,\"type\":\"event-news\"," + OF_EVENT + ",\"members\":[\"maya\",\"ben\"]}"),
            entry(
                    new Message.ReminderDue(EVENT, Reminder.DAY_BEFORE),
                    "{\"version\":1,\"type\":\"reminder-due\"," + OF_EVENT + ",\"reminder\":\"reminder-24h\"}"),
            entry(
                    new Message.Remind(EVENT, Reminder.FOLLOW_UP, Instant.parse("2027-01-14T23:30:00Z"), List.of(MAYA)),
                    "{\"version\":1,\"type\":\"remind\"," + OF_EVENT
                            + ",\"reminder\":\"event-followup\",\"startsAt\":\"2027-01-14T23:30:00Z\",\"members\":[\"maya\"]}"),
            entry(
                    new Message.AddressChangeAsked(new AddressHash("5e88"), "r3"),
                    "{\"version\":1,\"type\":\"address-change-asked\",\"address\":\"5e88\",\"request\":\"r3\"}"),
            entry(new Message.ClubRequested(CLUB, MAYA), "{\"version\":1,\"type\":\"club-requested\"," + OF_CLUB),
            entry(
                    new Message.ClubRequestDecided(CLUB, MAYA),
                    "{\"version\":1,\"type\":\"club-request-decided\"," + OF_CLUB),
            entry(new Message.ClubHanded(CLUB, MAYA), "{\"version\":1,\"type\":\"club-handed\"," + OF_CLUB));

    static Stream<Map.Entry<Message, String>> everyType() {
        return EVERY_TYPE.entrySet().stream();
    }

    /** Each message with one of its fields left out, empty, or of another type. */
    static Stream<String> spoilt() {
        return EVERY_TYPE.values().stream().flatMap(body -> Stream.of(
                        "address",
                        "request",
                        "member",
                        "decision",
                        "chunk",
                        "event",
                        "reminder",
                        "startsAt",
                        "club",
                        "type",
                        "version")
                .filter(field -> body.contains("\"" + field + "\""))
                .flatMap(field -> Stream.of("", "null", "\"\"", "\" \"", "[]", "{}", "true", "-1", "1.5", "4294967297")
                        .map(value -> spoilt(body, field, value))));
    }

    private static String spoilt(String body, String field, String value) {
        var pattern = "\"" + field + "\":(\"[^\"]*\"|[0-9]+)";
        return value.isEmpty()
                ? body.replaceFirst(pattern, "\"other\":1")
                : body.replaceFirst(pattern, "\"" + field + "\":" + value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "\"maya\"", "[1]", "[null]", "[\" \"]"})
    void shouldNotReadMembersThatAreNone(String members) {
        assertUnreadable("{\"version\":1,\"type\":\"event-news\"," + OF_EVENT + ",\"members\":" + members + "}");
    }

    @Test
    void shouldBeTestedForEveryTypeThereIs() {
        assertThat(EVERY_TYPE.keySet().stream().map(Object::getClass))
                .containsExactlyInAnyOrder(Message.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void shouldTravelAndComeBackAsItWas(Map.Entry<Message, String> message) {
        assertThat(Messages.write(message.getKey())).isEqualTo(message.getValue());
        assertThat(Messages.read(message.getValue())).isEqualTo(message.getKey());
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void shouldNotMindFieldsThatItDoesNotKnow(Map.Entry<Message, String> message) {
        var longer = message.getValue().replace("{", "{\"later\":{\"x\":[1]},");

        assertThat(Messages.read(longer)).isEqualTo(message.getKey());
    }

    @ParameterizedTest
    @MethodSource("spoilt")
    void shouldNotReadOneWithAFieldMissingOrOfAnotherType(String body) {
        assertUnreadable(body);
    }

    @Test
    void shouldSpoilWhatItMeansTo() {
        assertThat(spoilt()).hasSize(10 * 72).doesNotContainAnyElementsOf(EVERY_TYPE.values());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"applied\"",
                "{",
                "{}",
                "not json",
                "{\"version\":1,\"type\":\"confirmed\",\"member\":\"maya\"} x",
                "{\"version\":1,\"version\":1,\"type\":\"confirmed\",\"member\":\"maya\"}",
                "{\"version\":0,\"type\":\"confirmed\",\"member\":\"maya\"}",
                "{\"version\":2,\"type\":\"confirmed\",\"member\":\"maya\"}",
                "{\"version\":1.0,\"type\":\"confirmed\",\"member\":\"maya\"}",
                "{\"version\":\"1\",\"type\":\"confirmed\",\"member\":\"maya\"}",
                "{\"type\":\"confirmed\",\"member\":\"maya\"}",
                "{\"version\":1,\"type\":\"promoted\",\"member\":\"maya\"}",
                "{\"version\":1,\"type\":\"Confirmed\",\"member\":\"maya\"}",
                "{\"version\":1,\"member\":\"maya\"}",
                "{\"version\":1,\"type\":\"decide\",\"decision\":\"d1\",\"chunk\":\"83\"}",
            })
    void shouldNotReadWhatThisVersionOfTheCodeDoesNotKnow(String body) {
        assertUnreadable(body);
    }

    @Test
    void shouldReadTheChunksThereCanBe() {
        assertThat(Messages.read("{\"version\":1,\"type\":\"decide\",\"decision\":\"d1\",\"chunk\":0}"))
                .isEqualTo(new Message.Decide("d1", 0));
        assertThat(Messages.read("{\"version\":1,\"type\":\"decide\",\"decision\":\"d1\",\"chunk\":2147483647}"))
                .isEqualTo(new Message.Decide("d1", Integer.MAX_VALUE));
    }

    private static void assertUnreadable(String body) {
        assertThatExceptionOfType(UnreadableMessageException.class)
                .as(body)
                .isThrownBy(() -> Messages.read(body))
                .withMessageNotContainingAny("maya", "5e88", "promoted");
    }
}
