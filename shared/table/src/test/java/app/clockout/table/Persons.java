package app.clockout.table;

import app.clockout.domain.Details;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Place;
import app.clockout.domain.Standing;
import app.clockout.local.emulators.TestStack;
import java.time.ZoneId;
import java.util.List;

/** People to store. */
final class Persons {
    private Persons() {}

    static Person waiting(String id, long place) {
        return waiting(id, place, Industry.DESIGN, "Malmö");
    }

    static Person waiting(String id, long place, Industry industry, String city) {
        return person(id, place, Standing.WAITING, industry, city);
    }

    static Person standing(String id, Standing standing) {
        return person(id, 1, standing, Industry.DESIGN, "Malmö");
    }

    static Person admin(String id, boolean founder) {
        var person = standing(id, Standing.APPROVED);
        return new Person(
                person.id(),
                person.email(),
                person.details(),
                Standing.APPROVED,
                true,
                founder,
                person.appliedAt(),
                person.place(),
                1,
                person.decidedAt(),
                false);
    }

    static Details details(Industry industry, String city) {
        return new Details(
                "Maya <Lindqvist>",
                industry,
                "Product designer",
                city,
                ZoneId.of("Europe/Stockholm"),
                "Chairs you can repair 😀",
                List.of("A mentor", "Money"),
                List.of("Portfolio reviews"));
    }

    private static Person person(String id, long place, Standing standing, Industry industry, String city) {
        return new Person(
                new MemberId(id),
                new EmailAddress(id + "@example.com"),
                details(industry, city),
                standing,
                false,
                false,
                TestStack.START.minusSeconds(60),
                new Place(place),
                1,
                TestStack.START.minusSeconds(30),
                false);
    }
}
