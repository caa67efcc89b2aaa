package app.clockout.local.table.protocol;

import app.clockout.local.table.core.Database;
import app.clockout.local.table.core.Reads;
import app.clockout.local.table.core.Reads.Get;
import app.clockout.local.table.core.Reads.Got;
import app.clockout.local.table.core.TableException;
import app.clockout.local.table.core.Tokens.Token;
import app.clockout.local.table.core.Write;
import app.clockout.local.table.value.Value;
import app.clockout.local.table.value.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** TransactWriteItems and TransactGetItems. */
final class TransactionCalls {
    private static final int MOST = 100;
    private static final int LONGEST_TOKEN = 36;
    private static final String ONE_ACTION = "TransactItems can only contain one of Check, Put, Update or Delete";

    private final Database database;

    TransactionCalls(Database database) {
        this.database = database;
    }

    Answer get(Request request) {
        var actions = actions(request);
        List<Get> gets = actions.stream().map(TransactionCalls::read).toList();
        var got = database.reads().transact(gets);
        var units = Reads.sum(got.stream().map(Got::units).toList()).values();
        return Answer.with(
                        "Responses",
                        got.stream()
                                .map(each -> Answer.with("Item", each.item()).json())
                                .toList())
                .and("ConsumedCapacity", Consumed.of(request, units, "ReadCapacityUnits"))
                .reading(Consumed.total(units));
    }

    private static Get read(Request action) {
        var get = action.part("Get");
        new Constraints()
                .notNull(action.parameters().get("Get"), "transactItems.1.member.get")
                .check();
        var read = ItemCalls.read(get);
        return new Get(read.table(), read.key(), read.projection(), true);
    }

    Answer write(Request request) {
        var actions = actions(request);
        var writes = new ArrayList<Write>();
        for (Request action : actions) {
            writes.add(action(action));
        }
        var token = request.text("ClientRequestToken");
        var done = database.transact(writes, token == null ? null : token(token, actions));
        var units = done.units().values();
        double total = Consumed.total(units);
        return done.repeated()
                ? Answer.with("ConsumedCapacity", Consumed.of(request, units, "ReadCapacityUnits"))
                        .reading(total)
                : Answer.with("ConsumedCapacity", Consumed.of(request, units, "WriteCapacityUnits"))
                        .writing(total);
    }

    private Token token(String name, List<Request> actions) {
        // Only what is written counts; the capacity that is asked for may differ.
        long fingerprint = Values.hash(Value.text(actions.toString()));
        return new Token(name, fingerprint, database.now());
    }

    private static Write action(Request action) {
        if (action.parameters().size() != 1) {
            throw TableException.invalid(ONE_ACTION);
        }
        var kind = action.parameters().keySet().iterator().next();
        var part = action.part(kind);
        new Constraints().table(part.text("TableName"), 1);
        return switch (kind) {
            case "Put" -> ItemCalls.toPut(part);
            case "Update" -> {
                if (!part.has("UpdateExpression")) {
                    throw nullMember("updateExpression");
                }
                yield ItemCalls.toChange(part);
            }
            case "Delete" -> ItemCalls.toDelete(part);
            case "ConditionCheck" -> {
                if (!part.has("ConditionExpression")) {
                    throw nullMember("conditionExpression");
                }
                yield ItemCalls.toCheck(part);
            }
            default -> throw TableException.invalid(ONE_ACTION);
        };
    }

    private static TableException nullMember(String name) {
        return TableException.invalid("1 validation error detected: Value null at 'transactItems.1.member." + name
                + "' failed to satisfy constraint: Member must not be null");
    }

    private static List<Request> actions(Request request) {
        var items = items(request);
        var constraints = new Constraints().capacity(request).metrics(request).notNull(items, "transactItems");
        if (items instanceof List<?> list && list.isEmpty()) {
            constraints.broken(items, "transactItems", "Member must have length greater than or equal to 1");
        }
        if (items instanceof List<?> list && list.size() > MOST) {
            constraints.broken(items, "transactItems", "Member must have length less than or equal to " + MOST);
        }
        var token = request.text("ClientRequestToken");
        if (token != null && token.length() > LONGEST_TOKEN) {
            constraints.broken(
                    token, "clientRequestToken", "Member must have length less than or equal to " + LONGEST_TOKEN);
        }
        constraints.check();
        return request.parts("TransactItems");
    }

    private static @Nullable Object items(Request request) {
        return request.parameters().get("TransactItems");
    }
}
