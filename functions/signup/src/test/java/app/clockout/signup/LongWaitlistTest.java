package app.clockout.signup;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Details;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Place;
import app.clockout.local.emulators.Meter;
import app.clockout.local.emulators.TestStack;
import app.clockout.table.People;
import app.clockout.table.Secrets;
import app.clockout.table.Table;
import app.clockout.table.Waitlist;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class LongWaitlistTest {
    private static final int LENGTH = 40_000;
    private static final int BATCH = 25;

    private final TestStack stack = TestStack.fresh();

    @Test
    void shouldTellAPlaceBehindFortyThousandInThreeRequests() {
        IntStream.range(0, LENGTH / BATCH).parallel().forEach(this::fill);
        IntStream.rangeClosed(0, LENGTH / Place.BUCKET_SIZE).forEach(this::count);
        var environment = stack.environment("SignupFunction");
        var table = new Table(environment);
        var last = person(new Place(LENGTH + 1));
        var waitlist = new Waitlist(table);
        table.commit(
                new People(table).arrive(last),
                waitlist.enter(last),
                waitlist.count(last.place().bucket(), 1));
        var places = new WaitlistStatus(new People(table), waitlist, Secrets.links(table, environment));
        var token = places.of(last.id()).orElseThrow().token();

        Meter.reset();
        var place = Meter.during("status", () -> places.of(token)).orElseThrow();

        assertThat(place.position()).hasValue(LENGTH + 1);
        var usage = Objects.requireNonNull(Meter.read().get("status"));
        assertThat(usage.requests()).isEqualTo(3);
        // The person, 156 counts, and the 65 rows of the own bucket up to the own one.
        assertThat(usage.rcu()).isLessThanOrEqualTo(8);
    }

    /** Twenty-five people who wait, in the shape that Waitlist writes. */
    private void fill(int batch) {
        var rows = new ArrayList<WriteRequest>();
        for (int i = 0; i < BATCH; i++) {
            long place = (long) batch * BATCH + i + 1;
            rows.add(put(Map.of(
                    "PK", text("WAITLIST#%09d".formatted(place / Place.BUCKET_SIZE)),
                    "SK", text("%012d#%026d".formatted(place, place)),
                    "industry", text("technology"),
                    "city", text("berlin"))));
        }
        write(rows);
    }

    private void count(int bucket) {
        long from = Math.max(1, (long) bucket * Place.BUCKET_SIZE);
        long to = Math.min(LENGTH, (bucket + 1L) * Place.BUCKET_SIZE - 1);
        write(List.of(put(Map.of(
                "PK", text("WAITLIST"),
                "SK", text("BUCKET#%09d".formatted(bucket)),
                "waiting", AttributeValue.fromN(Long.toString(to - from + 1))))));
    }

    private void write(List<WriteRequest> rows) {
        stack.dynamoDb().batchWriteItem(request -> request.requestItems(Map.of(stack.tableName(), rows)));
    }

    private static WriteRequest put(Map<String, AttributeValue> item) {
        return WriteRequest.builder().putRequest(put -> put.item(item)).build();
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    private static Person person(Place place) {
        var details = new Details(
                "Ada", Industry.TECHNOLOGY, "Engineer", "Berlin", ZoneId.of("UTC"), "", List.of(), List.of());
        return Person.newcomer(
                new MemberId("ada"), new EmailAddress("ada@example.com"), details, place, TestStack.START);
    }
}
