package app.clockout.local;

import app.clockout.environment.Environment;
import app.clockout.local.Aws.Embedded;
import app.clockout.local.Aws.Endpoint;
import app.clockout.local.console.LocalApi;
import app.clockout.local.emulators.Meter;
import app.clockout.local.emulators.MovableClock;
import app.clockout.local.emulators.SentMails;
import app.clockout.local.emulators.template.Template;
import app.clockout.local.emulators.template.TemplateException;
import app.clockout.local.gateway.Gateway;
import app.clockout.local.migrate.Migration;
import app.clockout.local.sources.QuiescenceWaiter;
import app.clockout.local.stack.Stack;
import app.clockout.local.stack.StackReader;
import app.clockout.local.table.EmbeddedTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/** The network, running: every function of the template with its triggers, over AWS services of this machine. */
public final class LocalRuntime implements AutoCloseable {
    public static final String FOUNDER_EMAIL = "founder@clockout.test";
    private static final String MAIL_IDENTITY = "clockout.test";
    static final Map<String, String> PARAMETERS = Map.of(
            "FounderEmail",
            FOUNDER_EMAIL,
            "MailFrom",
            "Clockout <hello@clockout.test>",
            "MailIdentity",
            MAIL_IDENTITY,
            "MaxSendRate",
            "10000");

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Gateway gateway;
    private final MovableClock clock = MovableClock.running();
    private final Services services;
    private final Wiring wiring;
    private final QuiescenceWaiter quiescence;
    private final Resources resources;

    private LocalRuntime(Options options) {
        try {
            var template = template(options);
            Stack stack = StackReader.read(template, PARAMETERS);
            this.gateway = opened(gateway(options));
            Optional<DataFolder> data = options.aws() instanceof Embedded embedded
                    ? embedded.data().map(DataFolder::open)
                    : Optional.empty();
            data.ifPresent(folder -> {
                opened(folder);
                clock.advance(folder.clockAhead());
            });
            this.services = opened(
                    switch (options.aws()) {
                        case Embedded _ -> Services.embedded(data, clock);
                        case Endpoint endpoint -> Services.at(endpoint, MAIL_IDENTITY, "MailConfiguration");
                    });
            this.resources =
                    Meter.unmetered(() -> new Resources(template, PARAMETERS, gateway.address(), services, clock));
            this.wiring = opened(new Wiring(template, stack, resources, clock, data, options.trouble()));
            this.quiescence = wiring.quiescence();
            var console = new LocalApi(
                    clock, wiring.schedules(), quiescence, wiring.queues(), services.mails(), this::migration);
            gateway.serve(wiring.routes(), console::answer, clock);
            wiring.start();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /**
     * Starts it; it serves when this returns.
     *
     * @throws StartException when the port or the data folder is taken, or the endpoint does not answer
     * @throws TemplateException when the template says something that is not understood, with its line
     */
    public static LocalRuntime start(Options options) {
        return new LocalRuntime(options);
    }

    private static Template template(Options options) {
        try {
            return Template.read(options.template());
        } catch (UncheckedIOException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Gateway gateway(Options options) {
        try {
            return Gateway.on(options.port(), options.trouble());
        } catch (IOException e) {
            throw new StartException("Port " + options.port() + " is in use; choose another one with --port.", e);
        }
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        open.push(closeable);
        return closeable;
    }

    /** Where it is served, without a slash at the end. */
    public URI address() {
        return gateway.address();
    }

    /** The one clock; moved here, no schedule fires. */
    public InstantSource clock() {
        return clock;
    }

    /** What a function of the template is given here: for tests that prepare a network rather than use it. */
    public Environment environment(String function) {
        return wiring.environment(function);
    }

    /** What brings the rows of earlier versions in its table to what this one writes. */
    public Migration migration() {
        return new Migration(resources.migrating());
    }

    /** The mails sent so far. */
    public SentMails mails() {
        return services.mails();
    }

    /**
     * The table, to look at it from the other side.
     *
     * @throws java.util.NoSuchElementException when it is behind an endpoint
     */
    public EmbeddedTable table() {
        return services.table().orElseThrow();
    }

    /** Waits until everything that follows from what has happened has happened; false when it has not after this long. */
    public boolean settle(Duration atMost) throws InterruptedException {
        return quiescence.settle(atMost);
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                // What is being stopped may complain about what is stopped already.
            }
        }
    }
}
