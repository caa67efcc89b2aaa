package app.clockout.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.AddressHash;
import app.clockout.domain.MemberId;
import app.clockout.local.testing.LambdaEvents;
import app.clockout.messages.Message;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from which change, and what of a change that nobody can read. */
class OutboxHandlerTest {
    private static final MemberId ADA = new MemberId("ada");

    private final Relay relay = new Relay();

    @Test
    void shouldRelayTheSample() {
        assertThat(relay.failed(LambdaEvents.read("outbox-stream", DynamodbEvent.class)))
                .isEmpty();

        assertThat(relay.mail())
                .containsExactlyInAnyOrder(
                        new Message.Applied(
                                new AddressHash("a813d5642c0c2fea0799d8b05fdb19dfe01ed1ebdf511c861d8c079ac655c9e6"),
                                "5tmdh2ywq7zkfc3xvr6bgns4pe"),
                        new Message.Confirmed(new MemberId("4kqzt5x2mfvb7nwsr3hdcy6pge")));
        assertThat(relay.decisions()).containsExactly(new Message.Decide("3vbnq6tkzr2hwm5xcsd7fgpy4a", 0));
        assertThat(relay.bulk()).isEmpty();
        assertThat(relay.notes()).isEmpty();
    }

    @Test
    void shouldAskForTheMailOfASignUp() {
        relay.failed(new Records().signUp("request").build());

        assertThat(relay.mail()).containsExactly(new Message.Applied(new AddressHash("a1b2c3"), "request"));
    }

    @Test
    void shouldAskForTheMailOfAnAskedForSignIn() {
        relay.failed(new Records()
                .inserted("EMAIL#a1b2c3", "SIGNIN#request", Map.of("next", "/"))
                .build());

        assertThat(relay.mail()).containsExactly(new Message.SignInAsked(new AddressHash("a1b2c3"), "request"));
    }

    @Test
    void shouldAskForTheMailsOfAnAskedForChangeOfAddress() {
        relay.failed(new Records()
                .inserted("EMAIL#a1b2c3", "CHANGE#request", Map.of("memberId", "ada", "email", "ada@example.test"))
                .build());

        assertThat(relay.mail()).containsExactly(new Message.AddressChangeAsked(new AddressHash("a1b2c3"), "request"));
    }

    @Test
    void shouldAskForTheMailOfSomebodyWhoBeginsToWait() {
        relay.failed(new Records().profile("ada", null, "waiting").build());

        assertThat(relay.mail()).containsExactly(new Message.Confirmed(ADA));
    }

    @ParameterizedTest
    @CsvSource({"waiting, approved", "waiting, declined", "declined, approved", "suspended, approved", ", approved"})
    void shouldAskForTheMailOfADecisionWhereManyCanBeDecidedAtOnce(String from, String to) {
        relay.failed(new Records().profile("ada", from, to).build());

        assertThat(relay.bulk()).containsExactly(new Message.Decided(ADA));
        assertThat(relay.mail()).isEmpty();
    }

    @Test
    void shouldAskForADecisionToBeWorkedOff() {
        relay.failed(new Records()
                .inserted("DECISION#d1", "CHUNK#000", Map.of("outcome", "approved"))
                .inserted("DECISION#d1", "CHUNK#083", Map.of("outcome", "approved"))
                .build());

        assertThat(relay.decisions())
                .containsExactlyInAnyOrder(new Message.Decide("d1", 0), new Message.Decide("d1", 83));
    }

    @ParameterizedTest
    @CsvSource({
        "waiting, waiting",
        "approved, approved",
        "declined, declined",
        "suspended, suspended",
        "withdrawn, withdrawn",
        "waiting, withdrawn",
        "declined, withdrawn"
    })
    void shouldAskForNothingWhenNoMailFollows(String from, String to) {
        assertThat(relay.failed(new Records().profile("ada", from, to).build())).isEmpty();

        assertThat(relay.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "EMAIL#a1b2c3, LOCK",
        "EMAIL#a1b2c3, DELIVERY",
        "SUPPRESSIONS, 1799658000000#a1b2c3",
        "MEMBER#ada, SESSION#f00",
        "LINK#f00, LINK#f00",
        "DECISION#d1, DECISION",
        "WAITLIST#000000000, 000000000001#ada",
        "WAITLIST, BUCKET#000000000",
        "STATS, 2027-01-11#3",
        "AUDIT, 1799658000000#x",
        "MAIL#sign-up/a/b, MAIL#sign-up/a/b",
        "SECRET#links, SECRET#links"
    })
    void shouldAskForNothingWhenWhatChangedHasNoConsequence(String partition, String sort) {
        var records = new Records().inserted(partition, sort, Map.of("secret", "s"));

        assertThat(relay.failed(records.build())).isEmpty();

        assertThat(relay.calls()).isEmpty();
    }

    @Test
    void shouldDoNothingWithAnEmptyBatch() {
        assertThat(relay.failed(new Records().build())).isEmpty();

        assertThat(relay.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "MEMBER#ada, PROFILE, ''",
        "MEMBER#ada, PROFILE, promoted",
        "MEMBER#, PROFILE, waiting",
        "MEMBER#ada@example, PROFILE, waiting",
        "'MEMBER# ', PROFILE, waiting",
        "EMAIL#, APPLICATION#request, ''",
        "EMAIL#a1b2c3, APPLICATION#, ''",
        "EMAIL#a1b2c3, SIGNIN#, ''",
        "EMAIL#a1b2c3, CHANGE#, ''",
        "DECISION#, CHUNK#000, ''",
        "DECISION#d1, CHUNK#, ''",
        "DECISION#d1, CHUNK#-01, ''",
        "DECISION#d1, CHUNK#first, ''"
    })
    void shouldNoteWhereAChangeIsThatNobodyCanReadAndRelayTheOthers(String partition, String sort, String standing) {
        var records = new Records()
                .signUp("before")
                .inserted(
                        partition,
                        sort,
                        Map.of("standing", standing, "name", "Ada Lovelace", "email", "ada@example.test"))
                .signUp("after");

        assertThat(relay.failed(records.build())).isEmpty();

        assertThat(relay.mail())
                .containsExactlyInAnyOrder(
                        new Message.Applied(new AddressHash("a1b2c3"), "before"),
                        new Message.Applied(new AddressHash("a1b2c3"), "after"));
        assertThat(relay.bulk()).isEmpty();
        assertThat(relay.decisions()).isEmpty();
        assertThat(relay.notes()).hasSize(1);
        var note = relay.notes().getFirst();
        assertThat(note.text("sequenceNumber")).isEqualTo(Records.sequence(1));
        assertThat(note.text("partition")).isEqualTo(partition.replaceAll("[ @]", "?"));
        assertThat(note.text("sort")).isEqualTo(sort);
        assertThat(note.toString()).doesNotContain("Ada", "Lovelace", "@").hasSizeLessThan(200);
    }

    @Test
    void shouldNoteAStandingThatIsNoText() {
        var records = new Records().profile("ada", null, null).last(change -> change.getNewImage()
                .put("standing", new AttributeValue().withN("1")));

        relay.failed(records.build());

        assertThat(relay.notes()).hasSize(1);
    }

    @Test
    void shouldNoteAChangeWithoutAnImage() {
        relay.failed(new Records().changed("MEMBER#ada", "PROFILE", null, null).build());

        assertThat(relay.notes()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\\", "\n", "\u0000", "\uFFFE", "😀", "ada@example.test"})
    void shouldWriteAReadableNoteOfAnyKey(String strange) {
        relay.failed(new Records().profile("x" + strange + "y", null, null).build());

        assertThat(relay.notes()).hasSize(1);
        assertThat(relay.notes().getFirst().text("partition")).matches("MEMBER#x[?a-z.]+y");
    }
}
