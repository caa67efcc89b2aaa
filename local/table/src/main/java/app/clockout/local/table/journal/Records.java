package app.clockout.local.table.journal;

import app.clockout.local.table.core.Change;
import app.clockout.local.table.core.Commit;
import app.clockout.local.table.core.Schema;
import app.clockout.local.table.core.Schema.StreamView;
import app.clockout.local.table.core.State;
import app.clockout.local.table.core.StreamLog;
import app.clockout.local.table.core.StreamLog.Entry;
import app.clockout.local.table.core.StreamLog.Event;
import app.clockout.local.table.core.TableState;
import app.clockout.local.table.core.Tokens.Token;
import app.clockout.local.table.core.Tree;
import app.clockout.local.table.protocol.Attributes;
import app.clockout.local.table.protocol.Json;
import app.clockout.local.table.protocol.TableJson;
import app.clockout.local.table.value.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Commits as JSON, and a whole state as commits. */
final class Records {
    private static final int ROWS = 200;

    private Records() {}

    static byte[] write(Commit commit) {
        var json = new LinkedHashMap<String, Object>();
        json.put("at", commit.at());
        switch (commit) {
            case Commit.Rows rows -> {
                json.put("expired", rows.expired());
                putToken(json, rows.token());
                json.put("rows", rows.changes().stream().map(Records::row).toList());
            }
            case Commit.Defined(var _, var schema) -> putSchema(json, schema);
            case Commit.Dropped(var _, var table) -> json.put("dropped", table);
            case Commit.Resumed(var _, var schema, var log, long sequence) -> {
                putSchema(json, schema);
                json.put("sequence", text(sequence));
                json.put("label", log.label());
                json.put("view", log.view());
                json.put("enabled", log.enabled());
                json.put("shards", log.shards().stream().map(Records::shard).toList());
            }
        }
        return Json.write(json);
    }

    private static void putToken(Map<String, Object> json, @Nullable Token token) {
        if (token != null) {
            json.put("token", List.of(token.name(), text(token.fingerprint()), token.at()));
        }
    }

    private static String text(long number) {
        return Long.toString(number);
    }

    private static void putSchema(Map<String, Object> json, Schema schema) {
        json.put("schema", TableJson.schema(schema));
        json.put("created", schema.created());
        json.put("expires", Objects.requireNonNullElse(schema.expires(), ""));
    }

    private static Map<String, Object> row(Change change) {
        var after = change.after();
        var before = change.before();
        return after != null
                ? Map.of("table", change.table(), "put", after)
                : Map.of("table", change.table(), "delete", before == null ? Item.EMPTY : before);
    }

    private static List<Object> shard(Tree<Long, Entry> shard) {
        var entries = new ArrayList<Object>();
        shard.each((_, entry) -> {
            var json = new LinkedHashMap<String, Object>();
            json.put("sequence", text(entry.sequence()));
            json.put("at", entry.at());
            json.put("event", entry.event());
            json.put("keys", entry.keys());
            putItem(json, "before", entry.before());
            putItem(json, "after", entry.after());
            json.put("expired", entry.expired());
            return entries.add(json);
        });
        return entries;
    }

    private static void putItem(Map<String, Object> json, String name, @Nullable Item item) {
        if (item != null) {
            json.put(name, item);
        }
    }

    /** @param state in which the commit is to become true */
    static Commit read(byte[] record, State state) {
        var json = Json.read(record);
        var at = instant(json, "at");
        if (json.containsKey("rows")) {
            var changes = new ArrayList<Change>();
            for (Object row : (List<?>) get(json, "rows")) {
                changes.add(change(object(row), state));
            }
            return new Commit.Rows(at, changes, json.get("expired") == Boolean.TRUE, token(json));
        }
        if (json.containsKey("dropped")) {
            return new Commit.Dropped(at, get(json, "dropped").toString());
        }
        var expires = get(json, "expires").toString();
        var schema = TableJson.read(
                object(get(json, "schema")), expires.isEmpty() ? null : expires, instant(json, "created"));
        return json.containsKey("label")
                ? new Commit.Resumed(at, schema, log(json), number(json, "sequence"))
                : new Commit.Defined(at, schema);
    }

    private static Change change(Map<String, Object> row, State state) {
        var name = get(row, "table").toString();
        var table = Objects.requireNonNull(state.tables().get(name), name);
        boolean puts = row.containsKey("put");
        var item = Attributes.item(object(get(row, puts ? "put" : "delete")));
        var key = table.schema().keys().keyOf(item);
        return new Change(name, key, table.rows().get(key), puts ? item : null);
    }

    private static @Nullable Token token(Map<String, Object> json) {
        if (!json.containsKey("token")) {
            return null;
        }
        var parts = (List<?>) get(json, "token");
        return new Token(
                parts.get(0).toString(),
                Long.parseLong(parts.get(1).toString()),
                Instant.parse(parts.get(2).toString()));
    }

    private static StreamLog log(Map<String, Object> json) {
        var shards = new ArrayList<Tree<Long, Entry>>();
        for (Object shard : (List<?>) get(json, "shards")) {
            Tree<Long, Entry> entries = Tree.by(Long::compare);
            for (Object each : (List<?>) shard) {
                var entry = entry(object(each));
                entries = entries.with(entry.sequence(), entry);
            }
            shards.add(entries);
        }
        return new StreamLog(
                get(json, "label").toString(),
                StreamView.valueOf(get(json, "view").toString()),
                get(json, "enabled") == Boolean.TRUE,
                List.copyOf(shards));
    }

    private static Entry entry(Map<String, Object> json) {
        return new Entry(
                number(json, "sequence"),
                instant(json, "at"),
                Event.valueOf(get(json, "event").toString()),
                Attributes.item(object(get(json, "keys"))),
                item(json, "before"),
                item(json, "after"),
                get(json, "expired") == Boolean.TRUE);
    }

    private static @Nullable Item item(Map<String, Object> json, String name) {
        var item = json.get(name);
        return item == null ? null : Attributes.item(object(item));
    }

    private static Object get(Map<String, Object> json, String name) {
        return Objects.requireNonNull(json.get(name), name);
    }

    private static Instant instant(Map<String, Object> json, String name) {
        return Instant.parse(get(json, name).toString());
    }

    private static long number(Map<String, Object> json, String name) {
        return Long.parseLong(get(json, name).toString());
    }

    @SuppressWarnings("unchecked") // read from JSON, where names are texts
    private static Map<String, Object> object(Object json) {
        return (Map<String, Object>) json;
    }

    /** The commits that make a state from nothing. */
    static void all(State state, Instant now, Consumer<Commit> consumer) {
        state.tables().each((_, table) -> {
            all(table, state.sequence(), now, consumer);
            return true;
        });
        state.tokens().each(token -> consumer.accept(new Commit.Rows(now, List.of(), false, token)));
    }

    private static void all(TableState table, long sequence, Instant now, Consumer<Commit> consumer) {
        var schema = table.schema();
        consumer.accept(new Commit.Defined(now, schema.withStream(null)));
        var rows = new ArrayList<Change>();
        table.rows().each((key, item) -> {
            rows.add(new Change(schema.name(), key, null, item));
            if (rows.size() == ROWS) {
                consumer.accept(new Commit.Rows(now, List.copyOf(rows), false, null));
                rows.clear();
            }
            return true;
        });
        consumer.accept(new Commit.Rows(now, List.copyOf(rows), false, null));
        if (table.stream() != null) {
            consumer.accept(new Commit.Resumed(now, schema, table.stream(), sequence));
        }
    }
}
