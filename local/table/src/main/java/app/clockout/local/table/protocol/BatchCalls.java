package app.clockout.local.table.protocol;

import app.clockout.local.table.core.Database;
import app.clockout.local.table.core.Reads;
import app.clockout.local.table.core.Reads.Get;
import app.clockout.local.table.core.TableException;
import app.clockout.local.table.core.Units;
import app.clockout.local.table.core.Write;
import app.clockout.local.table.core.Write.If;
import app.clockout.local.table.expression.Projection;
import app.clockout.local.table.value.Item;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** BatchGetItem and BatchWriteItem. What is refused because it is too much at the moment comes back as unprocessed. */
final class BatchCalls {
    private static final int MOST_READS = 100;
    private static final int MOST_WRITES = 25;
    private static final int LARGEST_ANSWER = 16 * 1024 * 1024;
    private static final Set<String> NOT_NOW =
            Set.of("ProvisionedThroughputExceededException", "TransactionConflictException");

    private final Database database;

    BatchCalls(Database database) {
        this.database = database;
    }

    Answer get(Request request) {
        var tables = tables(request, "BatchGetItem");
        tables.forEach((name, part) -> {
            var keys = part.list("Keys");
            if (keys.size() > MOST_READS) {
                throw TableException.invalid("1 validation error detected: Value at 'RequestItems." + name
                        + ".member.Keys' failed to satisfy constraint: Member must have length less than or equal to "
                        + MOST_READS);
            }
            if (keys.isEmpty()) {
                throw TableException.invalid(
                        "1 validation error detected: Value at 'RequestItems." + name
                                + ".member.Keys' failed to satisfy constraint: Member must have length greater than or equal to 1");
            }
        });
        if (tables.values().stream().mapToInt(part -> part.list("Keys").size()).sum() > MOST_READS) {
            throw TableException.invalid("Too many items requested for the BatchGetItem call");
        }
        var gets = new LinkedHashMap<String, List<Get>>();
        tables.forEach((name, part) -> gets.put(name, gets(Request.tableOf(name), part)));
        return get(request, gets, tables);
    }

    private List<Get> gets(String table, Request part) {
        part.checkNoLegacy(List.of("AttributesToGet"), "ProjectionExpression");
        var terms = part.terms("ProjectionExpression");
        Projection projection = terms.projection(part.text("ProjectionExpression"));
        terms.checkAllUsed();
        var seen = new HashSet<Object>();
        var gets = new ArrayList<Get>();
        for (Object each : part.list("Keys")) {
            var key = Attributes.item(Request.object(each));
            if (!seen.add(database.reads().placeOf(table, key))) {
                throw TableException.invalid("Provided list of item keys contains duplicates");
            }
            gets.add(new Get(table, key, projection, part.isTrue("ConsistentRead")));
        }
        return gets;
    }

    private Answer get(Request request, Map<String, List<Get>> gets, Map<String, Request> tables) {
        var responses = new LinkedHashMap<String, Object>();
        var unprocessed = new LinkedHashMap<String, Object>();
        var units = new ArrayList<Units>();
        var reads = database.reads();
        long bytes = 0;
        for (var table : gets.entrySet()) {
            var items = new ArrayList<Item>();
            var left = new ArrayList<Item>();
            for (Get get : table.getValue()) {
                if (bytes > LARGEST_ANSWER) {
                    left.add(get.key());
                    continue;
                }
                try {
                    var got = reads.get(get);
                    units.add(got.units());
                    if (got.item() != null) {
                        bytes += got.item().bytes();
                        items.add(got.item());
                    }
                } catch (TableException e) {
                    unlessNotNow(e);
                    left.add(get.key());
                }
            }
            responses.put(table.getKey(), items);
            if (!left.isEmpty()) {
                var rest = new LinkedHashMap<>(
                        Objects.requireNonNull(tables.get(table.getKey())).parameters());
                rest.put("Keys", left);
                unprocessed.put(table.getKey(), rest);
            }
        }
        return Answer.with("Responses", responses)
                .and("UnprocessedKeys", unprocessed)
                .and("ConsumedCapacity", Consumed.of(request, Reads.sum(units).values(), null))
                .reading(Consumed.total(units));
    }

    private static void unlessNotNow(TableException e) {
        if (!NOT_NOW.contains(e.type())) {
            throw e;
        }
    }

    private static Map<String, Request> tables(Request request, String call) {
        new Constraints().capacity(request).metrics(request).check();
        if (request.object("RequestItems").isEmpty()) {
            throw TableException.invalid("The requestItems parameter is required for " + call);
        }
        var tables = new LinkedHashMap<String, Request>();
        request.object("RequestItems").forEach((name, part) -> {
            new Constraints().table(name, 1);
            tables.put(
                    name,
                    part instanceof Map<?, ?>
                            ? new Request(Request.object(part))
                            : new Request(Map.of("Writes", part)));
        });
        return tables;
    }

    Answer write(Request request) {
        var tables = tables(request, "BatchWriteItem");
        int count = 0;
        for (Request part : tables.values()) {
            int size = part.list("Writes").size();
            count += size;
            if (size > MOST_WRITES || size == 0) {
                var constraints = new Constraints();
                constraints.broken(
                        request.object("RequestItems"),
                        "requestItems",
                        "Map value must satisfy constraint: [Member must have length less than or equal to "
                                + MOST_WRITES + ", Member must have length greater than or equal to 1]");
                constraints.check();
            }
        }
        if (count > MOST_WRITES) {
            throw TableException.invalid("Too many items requested for the BatchWriteItem call");
        }
        var writes = new LinkedHashMap<String, List<Write>>();
        tables.forEach((name, part) -> writes.put(name, writes(Request.tableOf(name), part.parts("Writes"))));
        return write(request, tables, writes);
    }

    private List<Write> writes(String table, List<Request> parts) {
        var seen = new HashSet<Object>();
        var writes = new ArrayList<Write>();
        for (Request part : parts) {
            if (part.has("PutRequest") == part.has("DeleteRequest")) {
                throw TableException.invalid(
                        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes");
            }
            writes.add(
                    part.has("PutRequest")
                            ? new Write.Put(table, part.part("PutRequest").item("Item"), If.ALWAYS)
                            : new Write.Delete(table, part.part("DeleteRequest").item("Key"), If.ALWAYS));
        }
        for (Write write : writes) {
            if (!seen.add(database.placeOf(write))) {
                throw TableException.invalid("Provided list of item keys contains duplicates");
            }
        }
        return writes;
    }

    private Answer write(Request request, Map<String, Request> tables, Map<String, List<Write>> writes) {
        var unprocessed = new LinkedHashMap<String, Object>();
        var units = new ArrayList<Units>();
        for (var table : writes.entrySet()) {
            var left = new ArrayList<Object>();
            var parts = Objects.requireNonNull(tables.get(table.getKey())).list("Writes");
            for (int i = 0; i < parts.size(); i++) {
                try {
                    units.add(database.write(table.getValue().get(i)).units());
                } catch (TableException e) {
                    unlessNotNow(e);
                    left.add(parts.get(i));
                }
            }
            if (!left.isEmpty()) {
                unprocessed.put(table.getKey(), left);
            }
        }
        return Answer.with("UnprocessedItems", unprocessed)
                .and("ConsumedCapacity", Consumed.of(request, Reads.sum(units).values(), null))
                .writing(Consumed.total(units));
    }
}
