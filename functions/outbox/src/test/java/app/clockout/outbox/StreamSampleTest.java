package app.clockout.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Application;
import app.clockout.domain.Details;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Place;
import app.clockout.domain.Standing;
import app.clockout.local.emulators.TestStack;
import app.clockout.local.testing.LambdaEvents;
import app.clockout.log.Correlation;
import app.clockout.table.Addresses;
import app.clockout.table.People;
import app.clockout.table.Table;
import app.clockout.waitlist.DecisionStore;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The sample in {@code events/} is what the stores write, attribute for attribute. */
class StreamSampleTest {
    private static final MemberId MAYA = new MemberId("4kqzt5x2mfvb7nwsr3hdcy6pge");
    private static final EmailAddress ADDRESS = new EmailAddress("maya@example.com");
    private static final Instant SIGNED_UP = Instant.parse("2026-11-23T18:30:00Z");
    private static final Instant CONFIRMED = Instant.parse("2026-11-23T18:33:10Z");

    private final TestStack stack = TestStack.fresh();
    private final Table table = new Table(stack.environment("SignupFunction"));

    @Test
    void shouldHoldTheSignUpAsItIsWritten() {
        byARequest(() -> table.commit(new Addresses(table)
                .apply(new Application("5tmdh2ywq7zkfc3xvr6bgns4pe", ADDRESS, details(), SIGNED_UP))));

        assertThat(sample(0)).isEqualTo(written("APPLICATION#"));
    }

    @Test
    void shouldHoldThePersonAsTheyAreWritten() {
        byARequest(() -> table.commit(
                new People(table).arrive(Person.newcomer(MAYA, ADDRESS, details(), new Place(1_204), CONFIRMED))));

        assertThat(sample(1)).isEqualTo(written("PROFILE"));
    }

    @Test
    void shouldHoldTheChunkOfADecisionAsItIsWritten() {
        var decision = new DecisionStore.Decision(
                "3vbnq6tkzr2hwm5xcsd7fgpy4a", Standing.APPROVED, new MemberId("admin"), CONFIRMED, 2);
        byARequest(() -> table.commit(
                new DecisionStore(table).make(decision, List.of(MAYA, new MemberId("2hwcx7rmbt5qfz3nkvs6jdgy4e")))));

        assertThat(sample(2)).isEqualTo(written("CHUNK#"));
    }

    private static void byARequest(Runnable writing) {
        Correlation.during("JKJaXmPLvHcESHA=", writing);
    }

    private static Details details() {
        return new Details(
                "Maya Lindqvist",
                Industry.DESIGN,
                "Product designer",
                "Malmö",
                ZoneId.of("Europe/Stockholm"),
                "Chairs you can repair",
                List.of("A mentor in hardware"),
                List.of("Portfolio reviews", "A workshop to borrow"));
    }

    /** The new image of one of the sample's records. */
    private static Map<String, Object> sample(int index) {
        StreamRecord change = LambdaEvents.read("outbox-stream", DynamodbEvent.class)
                .getRecords()
                .get(index)
                .getDynamodb();
        var image = new TreeMap<String, Object>();
        change.getNewImage().forEach((name, value) -> image.put(name, plain(value)));
        assertThat(change.getKeys().keySet()).containsExactlyInAnyOrder("PK", "SK");
        return image;
    }

    private Map<String, Object> written(String sort) {
        var item = stack.items().stream()
                .filter(one ->
                        one.getOrDefault("SK", AttributeValue.fromS("")).s().startsWith(sort))
                .findFirst()
                .orElseThrow();
        return item.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> plain(entry.getValue()), (a, b) -> a, TreeMap::new));
    }

    private static Object plain(com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue value) {
        if (value.getL() != null) {
            return value.getL().stream().map(StreamSampleTest::plain).toList();
        }
        if (value.getBOOL() != null) {
            return value.getBOOL();
        }
        return value.getN() == null ? "text " + value.getS() : "number " + value.getN();
    }

    private static Object plain(AttributeValue value) {
        return switch (value.type()) {
            case L -> value.l().stream().map(StreamSampleTest::plain).toList();
            case BOOL -> value.bool();
            case N -> "number " + value.n();
            default -> "text " + value.s();
        };
    }
}
