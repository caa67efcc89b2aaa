package app.clockout.local.journey;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.clubs.ClubStore;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Rsvp;
import app.clockout.domain.Slug;
import app.clockout.local.emulators.Faults;
import app.clockout.local.emulators.Meter;
import app.clockout.local.testing.ClubBuilder;
import app.clockout.local.testing.EventBuilder;
import app.clockout.local.testing.PersonBuilder;
import app.clockout.rsvp.QueueStore;
import app.clockout.rsvp.SeatStore;
import app.clockout.table.Events;
import app.clockout.table.People;
import app.clockout.table.Seats;
import app.clockout.table.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The reminders of one event with very many guests, through schedule, sweep, queues and workers: everything delivered three
 * times, and one call in a hundred refused by SES.
 */
@Tag("embedded") // LocalStack answers a hundred calls a second, and these are tens of thousands.
class MailPipelineTest {
    private static final int BATCH = 25;
    private static final Slug CLUB = new Slug("founders");
    private static final EventId EVENT = new EventId("founders_q7x2mfvb4nwsr3hd");
    private static final MemberId FIRST = member(0);

    private Network network;
    private DynamoDbClient dynamoDb;
    private String tableName;

    @BeforeEach
    void start() {
        // Seats that are written here are not to be confirmed by mail.
        network = Network.startWithout("OutboxFunction");
        var environment = network.environment("RsvpFunction");
        dynamoDb = environment.client(DynamoDbClient.builder());
        tableName = environment.variable("TABLE_NAME");
    }

    @AfterEach
    void stop() {
        Faults.clear();
        network.close();
    }

    @Test
    void shouldRemindTwoThousandOnceEach() {
        remind(2_000);
    }

    /** Also the bench of the pipeline: says how many mails a second it makes where SES answers at once. */
    @Test
    @Tag("long")
    void shouldRemindFortyThousandOnceEach() {
        remind(40_000);
    }

    private void remind(int guests) {
        Instant due;
        due = prepare(guests);
        IntStream.iterate(0, guest -> guest < guests, guest -> guest + 100)
                .forEach(guest -> Faults.next("ses", "SendRawEmail", "throttle", 1, address(guest)));
        Meter.reset();

        network.post("/_local/clock", "{\"now\":\"%s\"}".formatted(due));
        await("reminders");
        assertThat(Objects.requireNonNull(Meter.read().get("queue reminders")).operations())
                .as("fifty people a message, ten messages a call")
                .containsEntry("SendMessageBatch", (guests + 499) / 500);
        long from = System.nanoTime();
        int before = network.recipients("reminder-24h").size();
        await("mail-bulk");
        double seconds = (System.nanoTime() - from) / 1e9;
        var recipients = network.recipients("reminder-24h");
        System.out.printf("%d reminders: %.0f mails a second%n", guests, (recipients.size() - before) / seconds);
        assertOnceEach(recipients, guests);

        for (int i = 0; i < 2; i++) {
            network.post("/_local/redeliver", "{\"queue\":\"reminders\",\"count\":1}");
            network.post("/_local/redeliver", "{\"queue\":\"mail-bulk\",\"count\":1000}");
        }
        await("reminders");
        await("mail-bulk");
        assertOnceEach(network.recipients("reminder-24h"), guests);
    }

    private static void assertOnceEach(List<String> recipients, int guests) {
        var times = recipients.stream().collect(groupingBy(recipient -> recipient, counting()));
        assertThat(times.keySet()).hasSize(guests);
        assertThat(times.values()).containsOnly(1L);
    }

    /** Waits until a queue is empty, however long that takes as long as it gets shorter. */
    private void await(String queue) {
        long last = Long.MAX_VALUE;
        int same = 0;
        while (last > 0 && same < 600) {
            long left = 0;
            for (var item : network.get("/_local/queues").json().get("items")) {
                if (item.get("name").asText().equals(queue)) {
                    left = item.get("depth").asLong() + item.get("inFlight").asLong();
                    assertThat(item.get("deadLetters").asLong()).isZero();
                }
            }
            same = left < last ? 0 : same + 1;
            last = left;
            pause();
        }
        assertThat(last).as("left in " + queue).isZero();
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An event with guests who have had their seats for long; gives when the first reminder is due. */
    private Instant prepare(int guests) {
        var environment = network.environment("RsvpFunction");
        var table = new Table(environment);
        var now = environment.clock().instant();
        var startsAt = now.plus(Duration.ofHours(48));
        var event = EventBuilder.event(EVENT, startsAt, now).build();
        var seats = new SeatStore(table, new Seats(table), new QueueStore(table));
        var club = ClubBuilder.club(CLUB, now).build();
        var writes = new ArrayList<>(new Events(table).announce(event, guests, club, now));
        writes.add(new ClubStore(table).found(club));
        writes.add(new People(table).arrive(person(now)));
        writes.add(seats.answer(new Rsvp(EVENT, FIRST, "Guest", Rsvp.Status.CONFIRMED, now, now, 0, null, null)));
        assertThat(table.commit(writes).done()).isTrue();
        copy(guests);
        return startsAt.minus(Duration.ofHours(24));
    }

    private static Person person(Instant now) {
        return PersonBuilder.person(FIRST.value(), now)
                .email(new EmailAddress(address(0)))
                .build();
    }

    /** The rows of the first guest once more for each other one. */
    private void copy(int guests) {
        var profile = item("MEMBER#" + FIRST, "PROFILE");
        var answer = item("EVENT#" + EVENT, "RSVP#" + FIRST);
        IntStream.iterate(1, from -> from < guests, from -> from + BATCH / 2)
                .parallel()
                .forEach(from -> write(IntStream.range(from, Math.min(guests, from + BATCH / 2))
                        .boxed()
                        .flatMap(guest -> Stream.of(
                                with(profile, Map.of("PK", "MEMBER#" + member(guest), "email", address(guest))),
                                with(
                                        answer,
                                        Map.of(
                                                "SK",
                                                "RSVP#" + member(guest),
                                                "byMember",
                                                member(guest).value()))))
                        .toList()));
    }

    private Map<String, AttributeValue> item(String partition, String sort) {
        return dynamoDb.getItem(get -> get.tableName(tableName)
                        .key(Map.of("PK", AttributeValue.fromS(partition), "SK", AttributeValue.fromS(sort))))
                .item();
    }

    private static Map<String, AttributeValue> with(Map<String, AttributeValue> item, Map<String, String> changes) {
        var changed = new HashMap<>(item);
        changes.forEach((name, value) -> changed.put(name, AttributeValue.fromS(value)));
        return changed;
    }

    private void write(List<Map<String, AttributeValue>> items) {
        dynamoDb.batchWriteItem(batch -> batch.requestItems(Map.of(
                tableName,
                items.stream()
                        .map(item -> WriteRequest.builder()
                                .putRequest(put -> put.item(item))
                                .build())
                        .toList())));
    }

    private static MemberId member(int guest) {
        return new MemberId("m%05d".formatted(guest));
    }

    private static String address(int guest) {
        return member(guest) + "@example.com";
    }
}
