package app.clockout.local;

import app.clockout.environment.Environment;
import app.clockout.local.emulators.MovableClock;
import app.clockout.local.emulators.template.Template;
import app.clockout.local.gateway.RouteTable;
import app.clockout.local.lambda.LambdaFunction;
import app.clockout.local.sources.ActivityCounter;
import app.clockout.local.sources.Checkpoints;
import app.clockout.local.sources.Outage;
import app.clockout.local.sources.QueueSource;
import app.clockout.local.sources.QuiescenceWaiter;
import app.clockout.local.sources.Schedules;
import app.clockout.local.sources.StreamSource;
import app.clockout.local.stack.Stack;
import app.clockout.local.stack.Stack.Function;
import app.clockout.local.stack.Stack.QueueMessages;
import app.clockout.local.stack.Stack.Route;
import app.clockout.local.stack.Stack.Schedule;
import app.clockout.local.stack.Stack.TableChanges;
import app.clockout.local.stack.Stack.Trigger;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts the functions of a stack and ties each to what calls it. */
final class Wiring implements AutoCloseable {
    private final Template template;
    private final Resources resources;
    private final List<Function> functions;
    private final Optional<DataFolder> data;
    private final PrintStream trouble;
    private final ActivityCounter activity = new ActivityCounter();
    private final Outage outage;
    private final List<RouteTable.Route<LambdaFunction>> routes = new ArrayList<>();
    private final List<QueueSource> queues = new ArrayList<>();
    private final List<StreamSource> streams = new ArrayList<>();
    private final List<Schedules.Entry> entries = new ArrayList<>();
    private final QuiescenceWaiter quiescence;
    private final Schedules schedules;

    Wiring(
            Template template,
            Stack stack,
            Resources resources,
            MovableClock clock,
            Optional<DataFolder> data,
            PrintStream trouble) {
        this.template = template;
        this.resources = resources;
        this.data = data;
        this.trouble = trouble;
        this.outage = new Outage(resources.where(), trouble);
        this.functions = stack.functions();
        functions.forEach(this::wire);
        this.quiescence = new QuiescenceWaiter(streams, queues, activity, outage);
        this.schedules = new Schedules(entries, clock, quiescence, activity, trouble, this::keepClock);
    }

    /** Lets messages, changes and schedules come in. */
    void start() {
        streams.forEach(StreamSource::start);
        queues.forEach(QueueSource::start);
        schedules.start();
    }

    RouteTable<LambdaFunction> routes() {
        return new RouteTable<>(routes);
    }

    List<QueueSource> queues() {
        return List.copyOf(queues);
    }

    QuiescenceWaiter quiescence() {
        return quiescence;
    }

    Schedules schedules() {
        return schedules;
    }

    /** What a function of the stack is given. */
    Environment environment(String name) {
        return functions.stream()
                .filter(function -> function.name().equals(name))
                .findFirst()
                .map(function -> resources.environment(function, this::wrote))
                .orElseThrow(() -> new IllegalArgumentException("There is no function " + name + "."));
    }

    private void wire(Function function) {
        LambdaFunction started;
        try {
            Environment environment = resources.environment(function, this::wrote, trouble);
            started = LambdaFunction.start(
                    function.name(), function.handler(), function.memory(), function.timeout(), environment);
        } catch (IllegalArgumentException e) {
            throw template.problem(function.where(), String.valueOf(e.getMessage()));
        }
        for (Trigger trigger : function.triggers()) {
            switch (trigger) {
                case Route route -> {
                    expect(APIGatewayV2HTTPEvent.class, started, function);
                    routes.add(new RouteTable.Route<>(route.method(), route.path(), started));
                }
                case QueueMessages messages -> {
                    expect(SQSEvent.class, started, function);
                    queues.add(source(messages, started));
                }
                case TableChanges changes -> {
                    expect(DynamodbEvent.class, started, function);
                    streams.add(source(changes, started));
                }
                case Schedule schedule -> entries.add(new Schedules.Entry(schedule, started));
            }
        }
    }

    private void expect(Class<?> event, LambdaFunction function, Function declared) {
        if (!function.eventType().isAssignableFrom(event)) {
            throw template.problem(
                    declared.where(),
                    "the handler of " + declared.name() + " takes "
                            + function.eventType().getSimpleName() + ", and its trigger gives "
                            + event.getSimpleName() + ".");
        }
    }

    private QueueSource source(QueueMessages messages, LambdaFunction function) {
        return new QueueSource(
                messages,
                function,
                resources.sqs(),
                resources.queueUrl(messages.queue()),
                resources.deadLetterUrl(messages.queue()).orElse(null),
                activity,
                outage,
                trouble);
    }

    private StreamSource source(TableChanges changes, LambdaFunction function) {
        return new StreamSource(
                changes,
                function,
                resources.streams(),
                resources.streamArn(changes.table()),
                new Checkpoints(file("stream-" + function.name())),
                activity,
                outage,
                trouble);
    }

    private void wrote(boolean table) {
        activity.wrote();
        if (table) {
            streams.forEach(StreamSource::wake);
        }
    }

    private void keepClock(Instant now) {
        data.ifPresent(folder ->
                folder.keepClock(Duration.between(InstantSource.system().instant(), now)));
    }

    private @Nullable Path file(String name) {
        return data.map(folder -> folder.file(name)).orElse(null);
    }

    @Override
    public void close() {
        schedules.close();
        queues.forEach(QueueSource::close);
        streams.forEach(StreamSource::close);
    }
}
