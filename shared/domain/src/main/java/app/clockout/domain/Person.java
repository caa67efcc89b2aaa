package app.clockout.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A person with a confirmed address: waiting, a member, or decided against.
 *
 * @param appliedAt when the address was confirmed, which is when the wait began
 * @param place the place in the order of all who ever confirmed; 0 for the founder, who never waited
 * @param decidedAt when the present standing began
 * @param signedIn whether the person ever signed in; ends the link in the admission mail
 * @param unwanted the kinds of mail that the person does without
 */
public record Person(
        MemberId id,
        EmailAddress email,
        Details details,
        Standing standing,
        boolean admin,
        boolean founder,
        Instant appliedAt,
        Place place,
        int linkVersion,
        Instant decidedAt,
        boolean signedIn,
        Set<MailChoice> unwanted)
        implements Applicant {

    /** How long after a decline the same address is left alone before it can apply again. */
    public static final Duration REST_AFTER_DECLINE = Duration.ofDays(90);

    /** The version of a newcomer's links, which no suspension has ended. */
    public static final int FIRST_LINK_VERSION = 1;

    public Person {
        unwanted = Set.copyOf(unwanted);
    }

    /** A person who takes every kind of mail, as all do at first. */
    public Person(
            MemberId id,
            EmailAddress email,
            Details details,
            Standing standing,
            boolean admin,
            boolean founder,
            Instant appliedAt,
            Place place,
            int linkVersion,
            Instant decidedAt,
            boolean signedIn) {
        this(
                id,
                email,
                details,
                standing,
                admin,
                founder,
                appliedAt,
                place,
                linkVersion,
                decidedAt,
                signedIn,
                Set.of());
    }

    /** A person who confirmed their address just now, and waits. */
    public static Person newcomer(MemberId id, EmailAddress email, Details details, Place place, Instant now) {
        return new Person(
                id, email, details, Standing.WAITING, false, false, now, place, FIRST_LINK_VERSION, now, false);
    }

    /** The founder, who never waited, at their first sign-in. */
    public static Person founder(MemberId id, EmailAddress email, Instant now) {
        var details = new Details("Founder", Industry.FOUNDERS, "Founder", "", null, "", List.of(), List.of());
        return new Person(id, email, details, Standing.APPROVED, true, true, now, new Place(0), 1, now, true);
    }

    public boolean isMember() {
        return standing == Standing.APPROVED;
    }

    /** The same person as the founder, who is an admin for good. */
    public Person asFounder() {
        return new Person(
                id, email, details, standing, true, true, appliedAt, place, linkVersion, decidedAt, signedIn, unwanted);
    }

    public boolean wants(MailChoice choice) {
        return !unwanted.contains(choice);
    }

    /** Whether a decline is long enough ago for this address to apply as if it were new. */
    public boolean canApplyAgain(Instant now) {
        return standing == Standing.DECLINED && !now.isBefore(decidedAt.plus(REST_AFTER_DECLINE));
    }
}
