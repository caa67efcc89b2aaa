package app.clockout.signup;

import app.clockout.domain.Applicant;
import app.clockout.domain.DerivedLinks;
import app.clockout.domain.DerivedLinks.Purpose;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Standing;
import app.clockout.table.People;
import app.clockout.table.Waitlist;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Tells applicants where they stand, by the link they were given (docs/table-design.md, S4). */
final class WaitlistStatus {
    /**
     * @param position how many wait up to and with this person; empty once it is decided
     * @param token the link's token, good for looking again
     */
    record Place(Standing standing, OptionalLong position, Instant appliedAt, String token) {
        /** Whether there is an application that can be taken back. */
        boolean canWithdraw() {
            return standing == Standing.WAITING || standing == Standing.DECLINED;
        }
    }

    private final People people;
    private final Waitlist waitlist;
    private final DerivedLinks links;

    WaitlistStatus(People people, Waitlist waitlist, DerivedLinks links) {
        this.people = people;
        this.waitlist = waitlist;
        this.links = links;
    }

    /** Where the holder of a token stands; empty for a token that is none, or no longer one. At most 3 requests. */
    Optional<Place> of(String token) {
        return holder(token).map(this::place);
    }

    /** Where this person stands. */
    Optional<Place> of(MemberId member) {
        return people.find(member).map(this::place);
    }

    /** Whose token this is. One request. */
    Optional<Applicant> holder(String token) {
        return DerivedLinks.claimedId(token)
                .filter(id -> !id.isBlank())
                .map(MemberId::new)
                .flatMap(people::find)
                .filter(applicant -> links.holds(token, Purpose.WAITLIST_STATUS, applicant.linkVersion()));
    }

    private Place place(Applicant applicant) {
        var position = applicant instanceof Person person && person.standing() == Standing.WAITING
                ? OptionalLong.of(waitlist.position(person.place()))
                : OptionalLong.empty();
        var token = links.token(Purpose.WAITLIST_STATUS, applicant.id().value(), applicant.linkVersion());
        return new Place(applicant.standing(), position, applicant.appliedAt(), token);
    }
}
