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
    private final RsvpFixture fixture = new RsvpFixture();

    private EventId busyEvent() {
        var event = fixture.event(2);
        List.of("ada", "ben", "cleo", "dora", "emil").forEach(name -> fixture.reserve(event, fixture.member(name)));
        fixture.cancelRsvp.cancel(new MemberId("ada"), event);
        fixture.promoteFromQueue.promote(event);
        return event;
    }

    private static Map<String, AttributeValue> key(EventId event, String sort) {
        return Map.of("PK", AttributeValue.fromS("EVENT#" + event), "SK", AttributeValue.fromS(sort));
    }

    private void edit(EventId event, String expression) {
        fixture.stack.dynamoDb().updateItem(update -> update.tableName(fixture.stack.tableName())
                .key(key(event, "SEATS"))
                .updateExpression(expression)
                .expressionAttributeValues(Map.of(":n", AttributeValue.fromN("7"))));
    }

    @Test
    void shouldFindNothingWrongWithWhatTheNetworkDoes() {
        assertThat(fixture.reconcile.reconcile(busyEvent())).isEqualTo(new Reconcile.Outcome.Right());
        assertThat(fixture.reconcile.reconcile(EventId.random(RsvpFixture.CLUB, fixture.environment.random())))
                .isEqualTo(new Reconcile.Outcome.NoSuchEvent());
    }

    @Test
    void shouldRepairACountThatWasEdited() {
        var event = busyEvent();
        edit(event, "SET taken = taken + :n, offered = :n, waiting = waiting + :n");

        var outcome = fixture.reconcile.reconcile(event);

        assertThat(outcome).isInstanceOfSatisfying(Reconcile.Outcome.Repaired.class, repaired -> {
            assertThat(repaired.before().taken()).isEqualTo(9);
            assertThat(List.of(repaired.confirmed(), repaired.offered(), repaired.waiting()))
                    .containsExactly(1, 1, 2);
        });
        var count = fixture.count(event);
        assertThat(List.of(count.taken(), count.offered(), count.waiting())).containsExactly(2, 1, 2);
        assertThat(fixture.reconcile.reconcile(event)).isEqualTo(new Reconcile.Outcome.Right());
    }

    @Test
    void shouldBringBackALostTurnAndDropOneThatNobodyStandsBehind() {
        var event = busyEvent();
        var queue = fixture.queue.first(event, 10);
        fixture.stack.dynamoDb().deleteItem(delete -> delete.tableName(fixture.stack.tableName())
                .key(key(event, "WAIT#%018d".formatted(queue.getFirst().turn()))));
        fixture.table.commit(fixture.queue.enter(
                event,
                new QueueStore.Waiting(
                        new MemberId("ben"),
                        fixture.rsvp(event, new MemberId("ben")).orElseThrow().turn())));

        assertThat(fixture.reconcile.reconcile(event)).isInstanceOf(Reconcile.Outcome.Repaired.class);

        assertThat(fixture.queue.first(event, 10).stream().map(QueueStore.Waiting::member))
                .containsExactly(new MemberId("dora"), new MemberId("emil"));
        assertThat(fixture.reconcile.reconcile(event)).isEqualTo(new Reconcile.Outcome.Right());
    }
}
