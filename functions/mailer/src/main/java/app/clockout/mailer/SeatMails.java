package app.clockout.mailer;

import app.clockout.domain.DerivedLinks;
import app.clockout.domain.Person;
import app.clockout.domain.Rsvp;
import app.clockout.domain.SeatTokens;
import app.clockout.environment.Environment;
import app.clockout.mailer.content.Letter;
import app.clockout.mailer.content.SeatContent;
import app.clockout.mailer.delivery.Plan;
import app.clockout.messages.Message;
import app.clockout.table.DailyCounters;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.Events;
import app.clockout.table.Seats;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/**
 * The mails about a member's own seat: {@code seat-confirmed}, {@code seat-waitlisted}, {@code seat-offered},
 * {@code seat-offer-lapsed} and {@code seat-cancelled} (docs/table-design.md, M7). Those who let an offer go or left the
 * queue has just done it on a page that said so, and gets none.
 */
public final class SeatMails {
    private final Events events;
    private final Seats seats;
    private final DailyCounters figures;
    private final Recipients recipients;
    private final SeatTokens answers;
    private final SeatTokens tickets;
    private final SeatContent content;
    private final InstantSource clock;

    SeatMails(MailStores stores, DerivedLinks derived, Environment environment) {
        this.events = stores.events;
        this.seats = stores.seats;
        this.figures = stores.figures;
        this.recipients = new Recipients(stores);
        this.answers = SeatTokens.answers(derived);
        this.tickets = SeatTokens.tickets(derived);
        this.content = new SeatContent(environment.variable("BASE_URL"));
        this.clock = environment.clock();
    }

    /** What became of a member's answer, as it stands now. */
    Plan plan(Message.Answered message) {
        var now = clock.instant();
        var view = events.view(message.event(), message.member()).orElse(null);
        var rsvp = view == null ? null : view.rsvp();
        if (view == null || rsvp == null) {
            return new Plan.Drop("seat/%s/%s".formatted(message.event(), message.member()), "there is no answer");
        }
        var key = "seat/%s/%s/%s/%d"
                .formatted(
                        rsvp.event(),
                        rsvp.member(),
                        rsvp.status().id(),
                        rsvp.since().toEpochMilli());
        var plan = plan(key, view, rsvp, now);
        // Counted here rather than with the seat, where it would cost everybody who waits for an answer a write more.
        return rsvp.hasSeat() ? plan.with(figures.add(now, Map.of(Count.RSVPS, 1))) : plan;
    }

    private Plan plan(String key, Events.View view, Rsvp rsvp, Instant now) {
        var event = view.event();
        if (event.isCancelled()) {
            return new Plan.Drop(key, "the event is cancelled");
        }
        if (event.isOver(now)) {
            return new Plan.Drop(key, "the event is over");
        }
        return switch (rsvp.status()) {
            case CONFIRMED ->
                recipients.member(
                        key,
                        rsvp.member(),
                        person -> send(
                                key,
                                "seat-confirmed",
                                person,
                                content.confirmed(view, rsvp, person, token(rsvp, person), ticket(rsvp, person))));
            case WAITLISTED ->
                recipients.member(
                        key,
                        rsvp.member(),
                        person -> send(
                                key,
                                "seat-waitlisted",
                                person,
                                content.waitlisted(view, person, place(rsvp), token(rsvp, person))));
            case OFFERED ->
                rsvp.isOffered(now)
                        ? recipients.member(
                                key,
                                rsvp.member(),
                                person -> send(
                                        key,
                                        "seat-offered",
                                        person,
                                        content.offered(
                                                view,
                                                person,
                                                Objects.requireNonNull(rsvp.expiresAt()),
                                                token(rsvp, person))))
                        : new Plan.Drop(key, "the offer has lapsed");
            case LAPSED ->
                recipients.member(
                        key,
                        rsvp.member(),
                        person -> send(
                                key,
                                "seat-offer-lapsed",
                                person,
                                content.offerLapsed(view, person, token(rsvp, person))));
            case CANCELLED ->
                now.isBefore(event.startsAt())
                        ? recipients.member(
                                key,
                                rsvp.member(),
                                person -> send(key, "seat-cancelled", person, content.cancelled(view, rsvp, person)))
                        : new Plan.Drop(key, "the event has begun");
            case LEFT, REFUSED -> new Plan.Drop(key, "they said so themselves");
        };
    }

    /** A member who was promoted just now counts as next; another message brings them the better news. */
    private int place(Rsvp rsvp) {
        return Math.max(1, seats.position(rsvp.event(), rsvp.turn()));
    }

    private static Plan send(String key, String kind, Person to, Letter letter) {
        return new Plan.Send(key, kind, to.email(), letter);
    }

    private String token(Rsvp rsvp, Person person) {
        return answers.token(rsvp.event(), rsvp.member(), person.linkVersion());
    }

    private String ticket(Rsvp rsvp, Person person) {
        return tickets.token(rsvp.event(), rsvp.member(), person.linkVersion());
    }
}
