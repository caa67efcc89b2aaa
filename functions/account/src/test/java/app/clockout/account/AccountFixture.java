package app.clockout.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.AddressHash;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Feedback;
import app.clockout.domain.Ids;
import app.clockout.domain.Link;
import app.clockout.domain.Person;
import app.clockout.domain.Standing;
import app.clockout.environment.Environment;
import app.clockout.local.emulators.TestStack;
import app.clockout.local.testing.HttpEventBuilder;
import app.clockout.local.testing.PersonBuilder;
import app.clockout.table.Addresses;
import app.clockout.table.Links;
import app.clockout.table.People;
import app.clockout.table.Sessions;
import app.clockout.table.Suppressions;
import app.clockout.table.Table;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A stack of its own with people, their sessions and the links that are mailed to them, as other functions leave them. */
final class AccountFixture {
    final TestStack stack = TestStack.fresh();
    final Environment environment = stack.environment("MailSettingsFunction");
    final Table table = new Table(environment);
    final Addresses addresses = new Addresses(table);
    final Suppressions suppressions = new Suppressions(table);
    final People people = new People(table);
    final AccountHandler handler = new AccountHandler(environment);

    Instant now() {
        return stack.clock().instant();
    }

    Person member(String name) {
        return person(name.toLowerCase(Locale.ROOT) + "@example.test", Standing.APPROVED);
    }

    Person person(String email, Standing standing) {
        var person = PersonBuilder.person(email.substring(0, email.indexOf('@')), now())
                .email(new EmailAddress(email))
                .standing(standing)
                .build();
        assertThat(table.commit(
                                people.arrive(person),
                                addresses.take(person.email().hash(), person.id(), now()))
                        .done())
                .isTrue();
        return person;
    }

    /** The same person as they are now. */
    Person person(Person before) {
        return people.person(before.id()).orElseThrow();
    }

    /** The token of a session that begins now. */
    String session(Person person) {
        var sessions = new Sessions(table, stack.clock());
        var token = sessions.token(person.id(), environment.random());
        table.commit(sessions.begin(person.id(), token, now().plus(Sessions.LIFE)));
        return token;
    }

    /** The token of a link that is mailed now. */
    String link(Link.Purpose purpose, String subject) {
        var token = Ids.secret(environment.random());
        table.commit(new Links(table).issue(token, purpose, subject, "/me/email", now()));
        return token;
    }

    /** The requests to move an account to this address. */
    List<String> changesAsked(AddressHash hash) {
        var prefix = "EMAIL#" + hash + " CHANGE#";
        return stack.items().stream()
                .map(item -> text(item, "PK") + " " + text(item, "SK"))
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String text(Map<String, AttributeValue> item, String attribute) {
        return Objects.requireNonNull(item.get(attribute)).s();
    }

    /** SES says now what became of a mail to the address. */
    void notes(String email, Feedback.Kind kind) {
        var feedback = new Feedback(kind, Ids.id(environment.random()), now(), now());
        suppressions.learn(new EmailAddress(email), known -> known.with(feedback), (_, _) -> List.of());
    }

    APIGatewayV2HTTPResponse ask(HttpEventBuilder request) {
        return handler.handleRequest(request.build(), null);
    }
}
