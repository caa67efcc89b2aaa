package app.clockout.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.AddressHash;
import app.clockout.domain.Application;
import app.clockout.domain.Details;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Feedback;
import app.clockout.domain.Ids;
import app.clockout.domain.Industry;
import app.clockout.domain.Link;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Standing;
import app.clockout.environment.Environment;
import app.clockout.local.emulators.CaughtMail;
import app.clockout.local.emulators.Faults;
import app.clockout.local.emulators.TestStack;
import app.clockout.local.testing.LambdaEvents;
import app.clockout.mailer.feedback.NoteFeedback;
import app.clockout.messages.Message;
import app.clockout.messages.Messages;
import app.clockout.table.Addresses;
import app.clockout.table.DailyCounters;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.Links;
import app.clockout.table.People;
import app.clockout.table.Suppressions;
import app.clockout.table.Table;
import app.clockout.table.Waitlist;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An empty stack with a warm mail worker, and the people and requests its messages are about. One at a time. */
public final class MailFixture {
    static final String FOUNDER = TestStack.FOUNDER_EMAIL;

    private static final TestStack STACK = TestStack.fresh();
    private static final Environment ENVIRONMENT = STACK.environment("MailWorkerFunction");
    private static final Table TABLE = new Table(ENVIRONMENT);
    private static final MailWorker WORKER = new MailWorker(ENVIRONMENT);

    /** How a mail ended, and why; both empty while it has not. */
    public record LedgerLine(String outcome, String detail) {}

    public final TestStack stack = STACK;
    public final Environment environment = ENVIRONMENT;
    public final Table table = TABLE;
    final Addresses addresses = new Addresses(table);
    public final AddressMailStore addressMail = new AddressMailStore(table);
    public final Suppressions suppressions = new Suppressions(table);
    final People people = new People(table);
    final Waitlist waitlist = new Waitlist(table);

    /** Empties table, queues and inbox, but for the secret that the worker read at its start, and sets the clock back. */
    public MailFixture() {
        Faults.clear();
        stack.clock().set(TestStack.START);
        stack.mails().clear();
        stack.purge("MailQueue");
        stack.items().stream()
                .filter(item -> !text(item, "PK").startsWith("SECRET#"))
                .forEach(item -> stack.dynamoDb().deleteItem(delete -> delete.tableName(stack.tableName())
                        .key(Map.of(
                                "PK", AttributeValue.fromS(text(item, "PK")),
                                "SK", AttributeValue.fromS(text(item, "SK"))))));
    }

    public Instant now() {
        return stack.clock().instant();
    }

    /** Delivers messages one after the other, each of which is to succeed. */
    public void deliver(Message... messages) {
        for (var message : messages) {
            assertThat(failures(message)).as("failures of " + message).isEmpty();
        }
    }

    /** Delivers a message that is to come back later. */
    public void deliverInVain(Message message) {
        assertThat(failures(message)).as("failures of " + message).hasSize(1);
    }

    public List<BatchItemFailure> failures(Message message) {
        return failures(WORKER, message);
    }

    static List<BatchItemFailure> failures(MailWorker worker, Message message) {
        var event =
                LambdaEvents.sqs("MailQueue").message(Messages.write(message)).build();
        return worker.handleRequest(event, null).getBatchItemFailures();
    }

    /** What the queue brings of these messages, all at once. */
    public SQSEvent event(Message... messages) {
        var event = LambdaEvents.sqs("MailQueue");
        for (var message : messages) {
            event.message(Messages.write(message));
        }
        return event.build();
    }

    public static AddressHash hash(String email) {
        return new EmailAddress(email).hash();
    }

    /** Everything sent so far, oldest first. */
    public List<CaughtMail> mails() {
        return stack.mails().mails().reversed();
    }

    public List<String> kinds() {
        return mails().stream().map(CaughtMail::kind).toList();
    }

    public CaughtMail onlyMail() {
        assertThat(mails()).hasSize(1);
        return mails().getFirst();
    }

    /** The token in the first link of a mail. */
    public static String token(CaughtMail mail) {
        var query = URI.create(mail.links().getFirst()).getRawQuery();
        assertThat(query).startsWith("token=");
        return URLDecoder.decode(query.substring("token=".length()), StandardCharsets.UTF_8);
    }

    /** The link that a mail's first link leads to, as the table knows it. */
    public Link link(CaughtMail mail) {
        return new Links(table).find(token(mail)).orElseThrow();
    }

    /** How many mailed links the table holds. */
    public long links() {
        return stack.items().stream()
                .filter(item -> text(item, "PK").startsWith("LINK#"))
                .count();
    }

    /** The ledger's line for the one mail there is a line for. */
    public LedgerLine onlyLedgerLine() {
        var lines = stack.items().stream()
                .filter(item -> text(item, "PK").startsWith("MAIL#"))
                .toList();
        assertThat(lines).hasSize(1);
        return line(lines.getFirst());
    }

    /** Why a mail was dropped. */
    public String dropped(Message message) {
        return dropped(key(message));
    }

    /** Why the mail of this line of the ledger was dropped. */
    public String dropped(String key) {
        var line = stack.items().stream()
                .filter(item -> text(item, "PK").equals("MAIL#" + key))
                .map(MailFixture::line)
                .findFirst()
                .orElseThrow();
        assertThat(line.outcome()).isEqualTo("dropped");
        return line.detail();
    }

    private static LedgerLine line(Map<String, AttributeValue> item) {
        return new LedgerLine(text(item, "outcome"), text(item, "detail"));
    }

    public static String text(Map<String, AttributeValue> item, String attribute) {
        return Optional.ofNullable(item.get(attribute)).map(AttributeValue::s).orElse("");
    }

    private String key(Message message) {
        return switch (message) {
            case Message.Applied(var address, var request) -> "sign-up/" + address + "/" + request;
            case Message.SignInAsked(var address, var request) -> "sign-in/" + address + "/" + request;
            case Message.Confirmed(var member) -> "on-the-waitlist/" + member;
            case Message.Decided(var member) ->
                people.person(member)
                        .map(person ->
                                "decided/" + member + "/" + person.decidedAt().toEpochMilli())
                        .orElse("decided/" + member);
            default -> throw new IllegalArgumentException("This is no mail about an application.");
        };
    }

    /** How many addresses are counted as signed up. */
    public long signedUp() {
        return counted(Count.SIGNED_UP);
    }

    public long counted(Count count) {
        return new DailyCounters(table)
                .byDay().values().stream()
                        .mapToLong(counts -> counts.getOrDefault(count, 0L))
                        .sum();
    }

    /** A mail to the address came back for good just now. */
    public void bounced(String email) {
        note(email, Feedback.Kind.PERMANENT);
    }

    /** Somebody called a mail to the address unwanted just now. */
    public void complained(String email) {
        note(email, Feedback.Kind.COMPLAINT);
    }

    private void note(String email, Feedback.Kind kind) {
        new NoteFeedback(suppressions, new DailyCounters(table), environment.clock())
                .note(new EmailAddress(email), new Feedback(kind, Ids.id(environment.random()), now(), now()));
    }

    /** Somebody types an address into the sign-up form. */
    public Message.Applied signsUp(String email) {
        return signsUp(email, details("Ada Lovelace"));
    }

    public Message.Applied signsUp(String email, Details details) {
        var application = new Application(Ids.id(environment.random()), new EmailAddress(email), details, now());
        table.commit(addresses.apply(application));
        return new Message.Applied(application.email().hash(), application.requestId());
    }

    /** Somebody types an address into the sign-in form. */
    public Message.SignInAsked asksToSignIn(String email) {
        return asksToSignIn(email, "/");
    }

    public Message.SignInAsked asksToSignIn(String email, String next) {
        var hash = new EmailAddress(email).hash();
        var request = new Addresses.SignInRequest(Ids.id(environment.random()), next);
        table.commit(addresses.askToSignIn(hash, request, now()));
        return new Message.SignInAsked(hash, request.requestId());
    }

    public Person person(String email, Standing standing) {
        return person(email, standing, details("Ada Lovelace"), false);
    }

    /** Somebody whose address is confirmed, and who came to stand so just now. */
    public Person person(String email, Standing standing, Details details, boolean signedIn) {
        var person = new Person(
                MemberId.random(environment.random()),
                new EmailAddress(email),
                details,
                standing,
                false,
                false,
                now(),
                waitlist.nextPlace(),
                1,
                now(),
                signedIn);
        add(person);
        return person;
    }

    public void add(Person person) {
        var arrival = new ArrayList<>(
                List.of(people.arrive(person), addresses.take(person.email().hash(), person.id(), now())));
        if (person.standing() == Standing.WAITING) {
            arrival.add(waitlist.enter(person));
            arrival.add(waitlist.count(person.place().bucket(), 1));
        }
        assertThat(table.commit(arrival).done()).isTrue();
    }

    /** An admin decides about somebody. */
    public Message.Decided decides(Person person, Standing from, Standing to) {
        assertThat(table.commit(people.decide(person.id(), from, to, now())).done())
                .isTrue();
        return new Message.Decided(person.id());
    }

    /** A member who reads times in this zone. */
    public Person member(String name, String timezone) {
        return person(
                name.toLowerCase(Locale.ROOT) + "@example.test", Standing.APPROVED, details(name, timezone), true);
    }

    public Person member(String name) {
        return member(name, "Europe/Stockholm");
    }

    public static Details details(String name) {
        return details(name, "Europe/Stockholm");
    }

    /** @param timezone empty where the person never chose one */
    public static Details details(String name, String timezone) {
        return new Details(
                name,
                Industry.SCIENCE,
                "Mathematician",
                "Malmö",
                timezone.isEmpty() ? null : ZoneId.of(timezone),
                "Notes on the Analytical Engine",
                List.of("A translator"),
                List.of("Proofs"));
    }
}
