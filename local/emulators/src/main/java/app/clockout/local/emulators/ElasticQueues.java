package app.clockout.local.emulators;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.persistence.sql.SqlQueuePersistenceActor;
import org.elasticmq.persistence.sql.SqlQueuePersistenceConfig;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import scala.collection.immutable.Nil$;
import scala.jdk.javaapi.OptionConverters;
import scalikejdbc.ConnectionPool;

/** ElasticMQ, an SQS emulator, in this JVM on a free port. It logs nothing. */
public final class ElasticQueues implements AutoCloseable {
    private static final String REGION = "us-east-1";
    private static final String ACCOUNT = "000000000000";
    private static final Duration LONGEST_START = Duration.ofSeconds(30);
    private static final String QUIET = """
        pekko.loglevel = OFF
        pekko.stdout-loglevel = OFF
        pekko.loggers = []
        pekko.log-dead-letters = off
        pekko.daemonic = on
        """;

    private final ActorSystem system;
    private final boolean kept;
    private final int port;

    private ElasticQueues(ActorSystem system, Optional<ActorRef> store) {
        this.system = system;
        this.kept = store.isPresent();
        var manager = system.actorOf(Props.create(
                QueueManagerActor.class, new NowProvider(), StrictSQSLimits$.MODULE$, OptionConverters.toScala(store)));
        var server = SQSRestServerBuilder.withActorSystem(system)
                .withQueueManagerActor(manager)
                .withInterface("localhost")
                .withDynamicPort()
                .withAWSRegion(REGION)
                .withAWSAccountId(ACCOUNT)
                .start();
        this.port = server.waitUntilStarted().localAddress().getPort();
        store.ifPresent(actor -> Patterns.ask(actor, new QueueEvent.Restore(manager), LONGEST_START)
                .toCompletableFuture()
                .join());
    }

    /** Queues that end with this object. */
    public static ElasticQueues inMemory() {
        return new ElasticQueues(quietSystem(), Optional.empty());
    }

    /**
     * Queues and messages kept in a folder between runs; the folder is made if it is not there. ElasticMQ keeps to one database
     * in a JVM: one such object at a time.
     */
    public static ElasticQueues in(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder for the queues, " + folder + ", cannot be made.", e);
        }
        // Written at once, so that a run that is killed loses nothing.
        String uri = "jdbc:h2:" + folder.toAbsolutePath().resolve("queues") + ";WRITE_DELAY=0";
        giveBack(uri);
        // ElasticMQ opens its database once in a JVM; this one may not be the first.
        var settings = ConnectionPool.singleton$default$4();
        ConnectionPool.singleton(uri, "", "", settings, ConnectionPool.singleton$default$5(uri, "", "", settings));
        var config = new SqlQueuePersistenceConfig(true, "org.h2.Driver", uri, "", "", false);
        var system = quietSystem();
        var store = system.actorOf(Props.create(SqlQueuePersistenceActor.class, config, Nil$.MODULE$));
        return new ElasticQueues(system, Optional.of(store));
    }

    /**
     * Makes visible what was received and is still there: a run that was killed had it, which would hide it until its time is
     * over. ElasticMQ has a table for each queue.
     */
    private static void giveBack(String uri) {
        try (var database = DriverManager.getConnection(uri);
                var tables = database.getMetaData().getTables(null, "PUBLIC", "MESSAGE\\_%", null);
                var statement = database.createStatement()) {
            while (tables.next()) {
                statement.executeUpdate("UPDATE \"" + tables.getString("TABLE_NAME")
                        + "\" SET NEXT_DELIVERY = CREATED WHERE RECEIVE_COUNT > 0");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The queues' database cannot be read: " + uri, e);
        }
    }

    private static ActorSystem quietSystem() {
        var loader = ElasticQueues.class.getClassLoader();
        return ActorSystem.create(
                "elasticmq", ConfigFactory.parseString(QUIET).withFallback(ConfigFactory.load(loader)), loader);
    }

    /** Where it listens, for {@code endpointOverride}; region and credentials can be any. */
    public URI endpoint() {
        return URI.create("http://localhost:" + port);
    }

    /** The ARN of a queue by its name. */
    public static String arn(String queueName) {
        return "arn:aws:sqs:" + REGION + ":" + ACCOUNT + ":" + queueName;
    }

    @Override
    public void close() {
        // Its own stop would wait up to a minute for each request that waits for messages.
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
        if (kept) {
            ConnectionPool.closeAll();
        }
    }
}
