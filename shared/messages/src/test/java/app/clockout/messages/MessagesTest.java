package app.clockout.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.clockout.domain.AddressHash;
import app.clockout.domain.MemberId;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
    private static final Map<Message, String> EVERY_TYPE = Map.of(
            new Message.Applied(new AddressHash("5e88"), "r1"),
            "{\"version\":1,\"type\":\"applied\",\"address\":\"5e88\",\"request\":\"r1\"}",
            new Message.SignInAsked(new AddressHash("5e88"), "r2"),
            "{\"version\":1,\"type\":\"sign-in-asked\",\"address\":\"5e88\",\"request\":\"r2\"}",
            new Message.Confirmed(new MemberId("maya")),
            "{\"version\":1,\"type\":\"confirmed\",\"member\":\"maya\"}",
            new Message.Decided(new MemberId("maya")),
            "{\"version\":1,\"type\":\"decided\",\"member\":\"maya\"}",
            new Message.Decide("d1", 83),
            "{\"version\":1,\"type\":\"decide\",\"decision\":\"d1\",\"chunk\":83}");

    static Stream<Map.Entry<Message, String>> everyType() {
        return EVERY_TYPE.entrySet().stream();
    }

    /** Each message with one of its fields left out, empty, or of another type. */
    static Stream<String> spoilt() {
        return EVERY_TYPE.values().stream().flatMap(body -> Stream.of(
                        "address", "request", "member", "decision", "chunk", "type", "version")
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
        assertThat(spoilt()).hasSize(10 * (4 + 4 + 3 + 3 + 4)).doesNotContainAnyElementsOf(EVERY_TYPE.values());
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
