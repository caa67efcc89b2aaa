package app.clockout.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.clubs.ClubStore;
import app.clockout.clubs.MembershipStore;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Membership;
import app.clockout.domain.Rsvp;
import app.clockout.domain.Rsvp.Status;
import app.clockout.domain.Slug;
import app.clockout.environment.Environment;
import app.clockout.local.journey.Network.Reply;
import app.clockout.local.testing.ClubBuilder;
import app.clockout.local.testing.EventBuilder;
import app.clockout.local.testing.PersonBuilder;
import app.clockout.rsvp.QueueStore;
import app.clockout.rsvp.SeatStore;
import app.clockout.table.Clubs;
import app.clockout.table.Events;
import app.clockout.table.People;
import app.clockout.table.Seats;
import app.clockout.table.Sessions;
import app.clockout.table.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Two thousand members want fifty seats at the same moment, over HTTP. */
@Tag("embedded") // LocalStack answers a hundred calls a second, and the race would only show that.
class SeatRaceTest {
    private static final int MEMBERS = 2_000;
    private static final int SEATS = 50;
    private static final Slug CLUB = new Slug("founders");

    private static Network network;
    private static Environment environment;
    private static Table table;
    private static SeatStore seats;
    private static List<MemberId> members;
    private static Map<MemberId, String> sessions;

    @BeforeAll
    static void start() {
        // Eight thousand mails would take longer than all that this is about.
        network = Network.startWithout("MailWorkerFunction");
        environment = network.environment("RsvpFunction");
        table = new Table(environment);
        seats = new SeatStore(table, new Seats(table), new QueueStore(table));
        members = IntStream.range(0, MEMBERS)
                .mapToObj(i -> new MemberId("m%04d".formatted(i)))
                .toList();
        sessions = new ConcurrentHashMap<>();
        Network.together(members.stream()
                .map(member -> (Callable<String>) () -> sessions.put(member, arrive(member)))
                .toList());
        var host = members.getFirst();
        var now = environment.clock().instant();
        table.commit(
                new ClubStore(table)
                        .found(ClubBuilder.club(CLUB, now).hosts(host).build()),
                new MembershipStore(table).enter(new Membership(CLUB, host, Membership.State.MEMBER, now)));
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    @Test
    void shouldGiveFiftySeatsToTwoThousandWhoAskAtOnceAndATurnToTheOthers() {
        var event = event();

        var answers = together(members, member -> reserve(event, member));

        assertThat(answers.values())
                .allSatisfy(reply -> assertThat(reply.status()).as(reply.text()).isEqualTo(200));
        assertThat(answers.values().stream().filter(reply -> status(reply).equals("confirmed")))
                .hasSize(SEATS);
        var byPosition = answers.entrySet().stream()
                .filter(answer -> status(answer.getValue()).equals("waitlisted"))
                .sorted(Comparator.comparingInt(answer -> position(answer.getValue())))
                .toList();
        assertThat(byPosition.stream().map(answer -> position(answer.getValue())))
                .isEqualTo(IntStream.rangeClosed(1, MEMBERS - SEATS).boxed().toList());
        assertThat(queue(event))
                .isEqualTo(byPosition.stream().map(Map.Entry::getKey).toList());
        assertCountsAreRows(event, SEATS, 0, MEMBERS - SEATS);
    }

    @Test
    void shouldNeverGiveMoreThanFiftyWhileHoldersKeepCancelling() throws InterruptedException {
        var event = event();
        var over = new AtomicBoolean();
        var most = new AtomicInteger();
        var watch = Thread.ofVirtual().start(() -> {
            while (!over.get()) {
                most.accumulateAndGet(seats.count(event).orElseThrow().taken(), Math::max);
                pause(); // else it takes a whole processor from those it watches
            }
        });

        var cancelled = ConcurrentHashMap.<MemberId>newKeySet();
        var answers = together(members, member -> {
            var reply = reserve(event, member);
            if (reply.status() == 200 && status(reply).equals("confirmed") && new Random().nextInt(10) < 3) {
                assertThat(network.delete("/events/" + event + "/rsvp", session(member))
                                .status())
                        .isEqualTo(200);
                cancelled.add(member);
            }
            return reply;
        });
        network.settle();
        over.set(true);
        watch.join();

        assertThat(answers.values())
                .allSatisfy(reply -> assertThat(reply.status()).as(reply.text()).isEqualTo(200));
        assertThat(most.get()).isLessThanOrEqualTo(SEATS);
        assertThat(cancelled).isNotEmpty();
        var rows = seats.rows(event);
        assertThat(rows.answers().stream().filter(rsvp -> rsvp.status() != Status.WAITLISTED))
                .hasSize(SEATS);
        var lastPromoted = rows.answers().stream()
                .filter(rsvp -> rsvp.status() != Status.WAITLISTED)
                .mapToLong(Rsvp::turn)
                .max()
                .orElseThrow();
        assertThat(lastPromoted).isPositive();
        assertThat(rows.queue())
                .allSatisfy(waiting -> assertThat(waiting.turn()).isGreaterThan(lastPromoted));
        assertCountsAreRows(
                event, SEATS - (int) offered(rows), (int) offered(rows), MEMBERS - SEATS - cancelled.size());
    }

    @Test
    void shouldSeatOrQueueEverybodyWhereTransactionsConflictAsAtAws() {
        var event = event();
        var busy = new AtomicInteger();
        long began = System.nanoTime();
        try (var contention = network.embeddedTable().contend(Duration.ofMillis(5))) {
            var answers = together(members, member -> {
                var reply = reserve(event, member);
                while (reply.status() == 503) {
                    busy.incrementAndGet();
                    obey(reply);
                    reply = reserve(event, member);
                }
                return reply;
            });

            assertThat(answers.values())
                    .allSatisfy(
                            reply -> assertThat(reply.status()).as(reply.text()).isEqualTo(200));
            assertThat(contention.conflicts())
                    .as("conflicts, or there was no race")
                    .isPositive();
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    "2,000 for 50 seats under conflicts: %.0f s, %.0f attempts/s, %d conflicts, %d times 503%n",
                    seconds, contention.attempts() / seconds, contention.conflicts(), busy.get());
        }
        assertCountsAreRows(event, SEATS, 0, MEMBERS - SEATS);
    }

    /** The control: the same count without its condition. If this gave fifty seats, the others would prove nothing. */
    @Test
    void shouldOversellWithoutTheCondition() {
        var event = event();
        var dynamoDb = environment.client(DynamoDbClient.builder());
        var key = Map.of("PK", AttributeValue.fromS("EVENT#" + event), "SK", AttributeValue.fromS("SEATS"));
        var name = environment.variable("TABLE_NAME");

        var seated = together(members.subList(0, 400), member -> {
            var count = dynamoDb.getItem(get -> get.tableName(name).key(key).consistentRead(true))
                    .item();
            if (Integer.parseInt(Objects.requireNonNull(count.get("taken")).n()) >= SEATS) {
                return false;
            }
            pause();
            dynamoDb.updateItem(update -> update.tableName(name)
                    .key(key)
                    .updateExpression("SET taken = taken + :one")
                    .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))));
            return true;
        });

        assertThat(seated.values().stream().filter(seat -> seat)).hasSizeGreaterThan(SEATS);
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long offered(SeatStore.Rows rows) {
        return rows.answers().stream()
                .filter(rsvp -> rsvp.status() == Status.OFFERED)
                .count();
    }

    private static void assertCountsAreRows(EventId event, int confirmed, int offered, int waiting) {
        var count = seats.count(event).orElseThrow();
        var rows = seats.rows(event);
        assertThat(List.of(count.confirmed(), count.offered(), count.waiting()))
                .isEqualTo(List.of(confirmed, offered, waiting));
        assertThat(rows.answers().stream().filter(rsvp -> rsvp.status() == Status.CONFIRMED))
                .hasSize(confirmed);
        assertThat(rows.answers().stream().filter(rsvp -> rsvp.status() == Status.OFFERED))
                .hasSize(offered);
        assertThat(rows.answers().stream().filter(rsvp -> rsvp.status() == Status.WAITLISTED))
                .hasSize(waiting);
        assertThat(rows.queue()).hasSize(waiting);
    }

    private static List<MemberId> queue(EventId event) {
        return seats.rows(event).queue().stream()
                .map(QueueStore.Waiting::member)
                .toList();
    }

    private static Reply reserve(EventId event, MemberId member) {
        return network.put("/events/" + event + "/rsvp", session(member));
    }

    private static String session(MemberId member) {
        return Objects.requireNonNull(sessions.get(member));
    }

    private static String status(Reply reply) {
        return reply.json().path("status").asText();
    }

    private static int position(Reply reply) {
        return reply.json().path("position").asInt();
    }

    private static void obey(Reply reply) {
        var after = reply.response().headers().firstValue("retry-after").orElseThrow();
        try {
            Thread.sleep(Duration.ofSeconds(Long.parseLong(after)).plusMillis(new Random().nextInt(1000)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Asking<T> {
        T ask(MemberId member);
    }

    /** All of them at the same moment, each on a thread of its own. */
    private static <T> Map<MemberId, T> together(List<MemberId> people, Asking<T> asking) {
        var ready = new CountDownLatch(people.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Map.Entry<MemberId, T>>>();
            for (var member : people) {
                running.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return Map.entry(member, asking.ask(member));
                }));
            }
            var answers = new HashMap<MemberId, T>();
            for (var one : running) {
                var answer = one.get();
                answers.put(answer.getKey(), answer.getValue());
            }
            return answers;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EventId event() {
        var now = environment.clock().instant();
        var startsAt = now.plus(Duration.ofDays(3));
        var event = EventBuilder.event(EventId.random(CLUB, environment.random()), startsAt, now)
                .build();
        assertThat(table.commit(new Events(table)
                                .announce(
                                        event,
                                        SEATS,
                                        new Clubs(table).find(CLUB).orElseThrow(),
                                        now))
                        .done())
                .isTrue();
        return event.id();
    }

    /** A member with a session; gives its token. */
    private static String arrive(MemberId member) {
        var now = environment.clock().instant();
        var sessions = new Sessions(table, environment.clock());
        var token = sessions.token(member, environment.random());
        table.commit(
                new People(table)
                        .arrive(PersonBuilder.person(member.value(), now).build()),
                sessions.begin(member, token, now.plus(Sessions.LIFE)));
        return token;
    }
}
