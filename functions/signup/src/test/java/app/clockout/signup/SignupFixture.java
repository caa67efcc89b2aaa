package app.clockout.signup;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Application;
import app.clockout.domain.Details;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Ids;
import app.clockout.domain.Industry;
import app.clockout.domain.Link;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Standing;
import app.clockout.environment.Environment;
import app.clockout.local.emulators.TestStack;
import app.clockout.table.Addresses;
import app.clockout.table.DailyCounters;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.Links;
import app.clockout.table.People;
import app.clockout.table.Secrets;
import app.clockout.table.Suppressions;
import app.clockout.table.Table;
import app.clockout.table.Waitlist;
import app.clockout.table.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A stack of its own with applicants at every stage, made by the stores and, where it is theirs, the use cases. */
final class SignupFixture {
    private final Map<EmailAddress, String> requests = new HashMap<>();
    final TestStack stack = TestStack.fresh();
    final Environment environment = stack.environment("SignupFunction");
    final Table table = new Table(environment);
    final Addresses addresses = new Addresses(table);
    final Suppressions suppressions = new Suppressions(table);
    final People people = new People(table);
    final Waitlist waitlist = new Waitlist(table);
    final Links links = new Links(table);
    final DailyCounters counters = new DailyCounters(table);
    final ConfirmAddress confirmAddress =
            new ConfirmAddress(table, links, addresses, people, waitlist, counters, environment);
    final WaitlistStatus status = new WaitlistStatus(people, waitlist, Secrets.links(table, environment));
    final Withdraw withdraw = new Withdraw(table, status, people, addresses, waitlist, counters, environment.clock());

    static EmailAddress address(String email) {
        return EmailAddress.parse(email).orElseThrow();
    }

    static Details details(String name) {
        return new Details(
                name,
                Industry.DESIGN,
                "Product designer",
                "Malmö",
                ZoneId.of("Europe/Stockholm"),
                "Chairs you can repair",
                List.of("A mentor in hardware"),
                List.of("Portfolio reviews", "A workshop to borrow"));
    }

    /** The function's environment with another value for one variable. */
    Environment with(String variable, String value) {
        var variables = new HashMap<>(environment.variables());
        variables.put(variable, value);
        return new Environment(variables, environment.clock(), environment.random(), environment.connect());
    }

    Instant now() {
        return stack.clock().instant();
    }

    void pass(Duration time) {
        stack.clock().advance(time);
    }

    /** The token of the link that is mailed after a sign-up. */
    String signedUp(String email) {
        return signedUp(email, details("Maya Lindqvist"));
    }

    String signedUp(String email, Details details) {
        var application = new Application(Ids.id(environment.random()), address(email), details, now());
        var subject = application.email().hash() + "/" + application.requestId();
        table.commit(addresses.apply(application));
        requests.put(application.email(), application.requestId());
        return link(Link.Purpose.CONFIRM_ADDRESS, subject);
    }

    String link(Link.Purpose purpose, String subject) {
        var token = Ids.secret(environment.random());
        table.commit(links.issue(token, purpose, subject, "/", now()));
        return token;
    }

    /** A person who signed up and confirmed. */
    Person waiting(String email) {
        return waiting(email, details("Maya Lindqvist"));
    }

    Person waiting(String email, Details details) {
        if (confirmAddress.confirm(signedUp(email, details), null)
                instanceof ConfirmAddress.Outcome.Confirmed(var member)) {
            return person(member);
        }
        throw new AssertionError(email + " could not be confirmed.");
    }

    Person declined(String email) {
        return decide(waiting(email), Standing.DECLINED);
    }

    Person member(String email) {
        return decide(waiting(email), Standing.APPROVED);
    }

    Person decide(Person person, Standing outcome) {
        table.commit(decision(person, outcome));
        return person(person.id());
    }

    /** What a decision does to a person who waits. */
    List<Write> decision(Person person, Standing outcome) {
        var count = outcome == Standing.APPROVED ? Count.APPROVED : Count.DECLINED;
        return List.of(
                people.decide(person.id(), Standing.WAITING, outcome, now()),
                waitlist.leave(person.place(), person.id()),
                waitlist.count(person.place().bucket(), -1),
                counters.add(now(), Map.of(Count.WAITING, -1, count, 1)));
    }

    Person person(MemberId member) {
        return people.person(member).orElseThrow();
    }

    /** The token that shows an applicant's place. */
    String statusToken(Person person) {
        return status.of(person.id()).orElseThrow().token();
    }

    /** Makes a person's row unreadable, by a time zone that is none. */
    void spoil(Person person, String timezone) {
        stack.dynamoDb().updateItem(update -> update.tableName(stack.tableName())
                .key(Map.of(
                        "PK", AttributeValue.fromS("MEMBER#" + person.id()),
                        "SK", AttributeValue.fromS("PROFILE")))
                .updateExpression("SET #zone = :zone")
                .expressionAttributeNames(Map.of("#zone", "timezone"))
                .expressionAttributeValues(Map.of(":zone", AttributeValue.fromS(timezone))));
    }

    /** A figure over all days. */
    long total(Count count) {
        return counters.byDay().values().stream()
                .mapToLong(day -> day.getOrDefault(count, 0L))
                .sum();
    }

    /** Whether the sign-up behind the last link that an address was sent is kept still. */
    boolean isKept(String email) {
        var address = address(email);
        return addresses
                .application(address.hash(), requests.getOrDefault(address, "none"))
                .isPresent();
    }

    /** When the only row with this sort key is to go. */
    Instant expiryOf(String sort) {
        var rows = stack.items().stream()
                .filter(item ->
                        sort.equals(Objects.requireNonNull(item.get("SK")).s()))
                .toList();
        assertThat(rows).as("rows " + sort).hasSize(1);
        return Instant.ofEpochSecond(Long.parseLong(
                Objects.requireNonNull(rows.getFirst().get("expires")).n()));
    }

    /** What was last signed up with an address through the handler, which chose its id. */
    Application applicationOf(String email) {
        var hash = address(email).hash();
        return stack.items().stream()
                .filter(item -> item.containsValue(AttributeValue.fromS("EMAIL#" + hash)))
                .flatMap(item -> item.values().stream())
                .map(value -> Objects.requireNonNullElse(value.s(), ""))
                .filter(key -> key.startsWith("APPLICATION#"))
                .map(key -> addresses.application(hash, key.substring("APPLICATION#".length())))
                .flatMap(Optional::stream)
                .max(Comparator.comparing(Application::requestedAt))
                .orElseThrow(() -> new AssertionError("Nobody signed up with " + email + "."));
    }
}
