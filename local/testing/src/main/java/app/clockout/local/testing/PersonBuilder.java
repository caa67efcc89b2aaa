package app.clockout.local.testing;

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

/** A person for a test: a member who is a lawyer in Lima and has signed in, unless it says otherwise. */
public final class PersonBuilder {
    private final MemberId id;
    private final Instant now;
    private EmailAddress email;
    private Details details;
    private Standing standing = Standing.APPROVED;
    private boolean admin;
    private boolean founder;
    private Place place = new Place(1);
    private boolean signedIn = true;

    private PersonBuilder(String name, Instant now) {
        this.id = new MemberId(name);
        this.now = now;
        this.email = new EmailAddress(name + "@example.com");
        this.details = new Details(name, Industry.LAW, "Lawyer", "Lima", ZoneId.of("UTC"), "", List.of(), List.of());
    }

    /** @param name their id, and what stands before {@code @example.com}, too */
    public static PersonBuilder person(String name, Instant now) {
        return new PersonBuilder(name, now);
    }

    public PersonBuilder email(EmailAddress address) {
        email = address;
        return this;
    }

    public PersonBuilder details(Details said) {
        details = said;
        return this;
    }

    public PersonBuilder standing(Standing now) {
        standing = now;
        return this;
    }

    public PersonBuilder admin(boolean is) {
        admin = is;
        return this;
    }

    public PersonBuilder founder(boolean is) {
        founder = is;
        return this;
    }

    public PersonBuilder place(Place taken) {
        place = taken;
        return this;
    }

    public PersonBuilder neverSignedIn() {
        signedIn = false;
        return this;
    }

    public Person build() {
        return new Person(id, email, details, standing, admin, founder, now, place, 1, now, signedIn);
    }
}
