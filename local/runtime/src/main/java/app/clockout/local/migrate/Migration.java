package app.clockout.local.migrate;

import app.clockout.environment.Environment;
import app.clockout.table.Item;
import app.clockout.table.Key;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Does what has to be done to the rows of earlier versions: each step once, in order, over all rows. How far a step is stands in a row of its
 * own ({@code MIGRATION#name}), so that a run that was stopped goes on where it was.
 */
public final class Migration {
    private static final int ROWS_AT_ONCE = 500;

    private final Table table;
    private final DynamoDbClient client;
    private final Environment environment;
    private final List<Step> steps;
    private final int atOnce;

    /** @param environment with the table's name in {@code TABLE_NAME} */
    public Migration(Environment environment) {
        this(environment, ROWS_AT_ONCE, all(environment));
    }

    Migration(Environment environment, int atOnce, List<Step> steps) {
        this.environment = environment;
        this.table = new Table(environment);
        this.client = environment.client(DynamoDbClient.builder());
        this.steps = List.copyOf(steps);
        this.atOnce = atOnce;
    }

    /** All steps there have been, oldest first. A new one goes to the end. */
    static List<Step> all(Environment environment) {
        return List.of(
                new Step("fold-by-script", new RefoldedLists(new Table(environment))::mend),
                new Step("unchosen-clocks", new UnchosenClocks(environment)::mend));
    }

    /** The table of a stack, whose name CloudFormation has made of the stack's, its logical id and some letters. */
    public static Optional<String> tableOf(DynamoDbClient client, String stack) {
        var prefix = stack + "-Table-";
        return client.listTablesPaginator(request -> {}).tableNames().stream()
                .filter(name -> name.startsWith(prefix))
                .findFirst();
    }

    /** Does what is not done yet; tells how far it is. */
    public void run(Consumer<String> progress) {
        for (var step : steps) {
            var note = table.get(note(step));
            if (note.filter(row -> row.has("doneAt")).isPresent()) {
                progress.accept(step.name() + ": done on " + note.get().instant("doneAt"));
            } else {
                run(step, note.map(Migration::position).orElse(Map.of()), progress);
            }
        }
    }

    private void run(Step step, Map<String, AttributeValue> from, Consumer<String> progress) {
        if (!from.isEmpty()) {
            progress.accept(step.name() + ": goes on where it was stopped");
        }
        long looked = 0;
        long mended = 0;
        var after = from;
        do {
            var start = after;
            var page = client.scan(request -> request.tableName(environment.variable("TABLE_NAME"))
                    .consistentRead(true)
                    .limit(atOnce)
                    .exclusiveStartKey(start.isEmpty() ? null : start));
            mended += step.rows().mend(page.items());
            looked += page.items().size();
            after = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
            if (!after.isEmpty()) {
                table.write(Write.put(Item.at(note(step))
                        .with("afterPartition", text(after, Key.PARTITION))
                        .with("afterSort", text(after, Key.SORT))));
                progress.accept("%s: %d rows looked at, %d changed".formatted(step.name(), looked, mended));
            }
        } while (!after.isEmpty());
        table.write(
                Write.put(Item.at(note(step)).with("doneAt", environment.clock().instant())));
        progress.accept("%s: done, %d rows looked at, %d changed".formatted(step.name(), looked, mended));
    }

    private static String text(Map<String, AttributeValue> key, String name) {
        return Objects.requireNonNull(key.get(name)).s();
    }

    private static Key note(Step step) {
        return Key.alone("MIGRATION#" + step.name());
    }

    private static Map<String, AttributeValue> position(Item note) {
        return Map.of(Key.PARTITION, "afterPartition", Key.SORT, "afterSort").entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, attribute -> AttributeValue.fromS(note.text(attribute.getValue()))));
    }
}
