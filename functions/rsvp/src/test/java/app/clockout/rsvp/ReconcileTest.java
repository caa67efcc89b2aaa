package app.clockout.rsvp;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What nothing in this network does to a table, done by hand. */
class ReconcileTest {
    private final Venue venue = new Venue();

    private EventId busyEvent() {
        var event = venue.event(2);
        List.of("ada", "ben", "cleo", "dora", "emil").forEach(name -> venue.reserve(event, venue.member(name)));
        venue.cancelRsvp.cancel(new MemberId("ada"), event);
        venue.promoteFromQueue.promote(event);
        return event;
    }

    private static Map<String, AttributeValue> key(EventId event, String sort) {
        return Map.of("PK", AttributeValue.fromS("EVENT#" + event), "SK", AttributeValue.fromS(sort));
    }

    private void edit(EventId event, String expression) {
        venue.stack.dynamoDb().updateItem(update -> update.tableName(venue.stack.tableName())
                .key(key(event, "SEATS"))
                .updateExpression(expression)
                .expressionAttributeValues(Map.of(":n", AttributeValue.fromN("7"))));
    }

    @Test
    void shouldFindNothingWrongWithWhatTheNetworkDoes() {
        assertThat(venue.reconcile.reconcile(busyEvent())).isEqualTo(new Reconcile.Outcome.Right());
        assertThat(venue.reconcile.reconcile(EventId.random(Venue.CLUB, venue.environment.random())))
                .isEqualTo(new Reconcile.Outcome.NoSuchEvent());
    }

    @Test
    void shouldRepairACountThatWasEdited() {
        var event = busyEvent();
        edit(event, "SET taken = taken + :n, offered = :n, waiting = waiting + :n");

        var outcome = venue.reconcile.reconcile(event);

        assertThat(outcome).isInstanceOfSatisfying(Reconcile.Outcome.Repaired.class, repaired -> {
            assertThat(repaired.before().taken()).isEqualTo(9);
            assertThat(List.of(repaired.confirmed(), repaired.offered(), repaired.waiting()))
                    .containsExactly(1, 1, 2);
        });
        var count = venue.count(event);
        assertThat(List.of(count.taken(), count.offered(), count.waiting())).containsExactly(2, 1, 2);
        assertThat(venue.reconcile.reconcile(event)).isEqualTo(new Reconcile.Outcome.Right());
    }

    @Test
    void shouldBringBackALostTurnAndDropOneThatNobodyStandsBehind() {
        var event = busyEvent();
        var queue = venue.queue.first(event, 10);
        venue.stack.dynamoDb().deleteItem(delete -> delete.tableName(venue.stack.tableName())
                .key(key(event, "WAIT#%018d".formatted(queue.getFirst().turn()))));
        venue.table.commit(venue.queue.enter(
                event,
                new QueueStore.Waiting(
                        new MemberId("ben"),
                        venue.rsvp(event, new MemberId("ben")).orElseThrow().turn())));

        assertThat(venue.reconcile.reconcile(event)).isInstanceOf(Reconcile.Outcome.Repaired.class);

        assertThat(venue.queue.first(event, 10).stream().map(QueueStore.Waiting::member))
                .containsExactly(new MemberId("dora"), new MemberId("emil"));
        assertThat(venue.reconcile.reconcile(event)).isEqualTo(new Reconcile.Outcome.Right());
    }
}
