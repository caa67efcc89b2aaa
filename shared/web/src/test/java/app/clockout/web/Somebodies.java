package app.clockout.web;

import app.clockout.domain.Details;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Place;
import app.clockout.domain.Standing;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who asks in the tests, each by the token of a session: {@code maya} is a member, {@code ada} an admin. */
final class Somebodies {
    static final Person MAYA = person("maya", false);
    static final Person ADA = person("ada", true);
    static final Map<String, Person> BY_TOKEN = Map.of("maya-token", MAYA, "ada-token", ADA);

    private Somebodies() {}

    /** Routes on which these people are known. */
    static Routes routes() {
        return new Routes(token -> Optional.ofNullable(BY_TOKEN.get(token)));
    }

    private static Person person(String id, boolean admin) {
        var now = Instant.parse("2027-01-11T09:00:00Z");
        return new Person(
                new MemberId(id),
                new EmailAddress(id + "@example.com"),
                new Details(id, Industry.DESIGN, "Designer", "Malmö", ZoneId.of("UTC"), "", List.of(), List.of()),
                Standing.APPROVED,
                admin,
                false,
                now,
                new Place(1),
                1,
                now,
                true);
    }
}
