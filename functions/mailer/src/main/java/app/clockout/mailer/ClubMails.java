package app.clockout.mailer;

import app.clockout.domain.Club;
import app.clockout.domain.MemberId;
import app.clockout.domain.Membership;
import app.clockout.domain.Membership.State;
import app.clockout.domain.Person;
import app.clockout.domain.Slug;
import app.clockout.environment.Environment;
import app.clockout.mailer.content.ClubContent;
import app.clockout.mailer.content.Letter;
import app.clockout.mailer.delivery.Plan;
import app.clockout.messages.Message;
import app.clockout.table.Clubs;
import app.clockout.table.Memberships;
import app.clockout.table.People;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The mails about who is what to a club: {@code club-request}, {@code club-request-decided} and {@code club-handed}
 * (docs/table-design.md, M9 to M11).
 */
public final class ClubMails {
    private static final String NO_CLUB = "there is no such club";

    private final Clubs clubs;
    private final Memberships memberships;
    private final People people;
    private final Recipients recipients;
    private final ClubContent content;

    ClubMails(MailStores stores, Environment environment) {
        this.clubs = stores.clubs;
        this.memberships = stores.memberships;
        this.people = stores.people;
        this.recipients = new Recipients(stores);
        this.content = new ClubContent(environment.variable("BASE_URL"));
    }

    /** A member asks to join: one mail for each host. */
    List<Supplier<Plan>> plans(Message.ClubRequested message) {
        var key = "club-request/%s/%s".formatted(message.club(), message.member());
        var club = clubs.find(message.club()).orElse(null);
        if (club == null) {
            return List.of(() -> new Plan.Drop(key, NO_CLUB));
        }
        var request = request(message.club(), message.member());
        if (request == null) {
            return List.of(() -> new Plan.Drop(key, "they ask no more"));
        }
        var requester = people.person(message.member()).filter(Person::isMember).orElse(null);
        if (requester == null) {
            return List.of(() -> new Plan.Drop(key, "who asks is no member"));
        }
        return club.hosts().stream()
                .map(host -> (Supplier<Plan>) () -> plan(key, club, host.id(), request, requester))
                .toList();
    }

    private @Nullable Membership request(Slug club, MemberId member) {
        return memberships
                .find(club, member)
                .filter(membership -> membership.state() == State.REQUESTED)
                .orElse(null);
    }

    private Plan plan(String prefix, Club club, MemberId host, Membership request, Person requester) {
        var key = "%s/%d/%s".formatted(prefix, request.since().toEpochMilli(), host);
        return recipients.member(
                key,
                host,
                person -> new Plan.Send(key, "club-request", person.email(), content.request(club, person, requester)));
    }

    /** A host decided about a request: the news for who asked. */
    Plan plan(Message.ClubRequestDecided message) {
        var prefix = "club-request-decided/%s/%s".formatted(message.club(), message.member());
        var club = clubs.find(message.club()).orElse(null);
        if (club == null) {
            return new Plan.Drop(prefix, NO_CLUB);
        }
        var membership = memberships.find(message.club(), message.member()).orElse(null);
        if (membership == null) {
            return new Plan.Drop(prefix, "they left again");
        }
        var key = "%s/%d".formatted(prefix, membership.since().toEpochMilli());
        return switch (membership.state()) {
            case MEMBER -> decided(key, message.member(), person -> content.approved(club, person));
            case REFUSED -> decided(key, message.member(), person -> content.declined(club, person, membership));
            case REQUESTED, NONE -> new Plan.Drop(key, "it is not decided any more");
        };
    }

    private Plan decided(String key, MemberId member, Function<Person, Letter> letter) {
        return recipients.member(
                key,
                member,
                person -> new Plan.Send(key, "club-request-decided", person.email(), letter.apply(person)));
    }

    /** A club whose last host is gone: the news for who runs it now. */
    Plan plan(Message.ClubHanded message) {
        var prefix = "club-handed/%s/%s".formatted(message.club(), message.member());
        var handed = clubs.handed(message.club(), message.member()).orElse(null);
        if (handed == null) {
            return new Plan.Drop(prefix, "it is not theirs to run, or not news");
        }
        var key = "%s/%d".formatted(prefix, handed.at().toEpochMilli());
        return recipients.member(
                key,
                message.member(),
                person -> new Plan.Send(key, "club-handed", person.email(), content.handed(handed.club(), person)));
    }
}
