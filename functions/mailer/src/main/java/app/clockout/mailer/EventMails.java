package app.clockout.mailer;

import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.SeatTokens;
import app.clockout.environment.Environment;
import app.clockout.messages.Message;
import app.clockout.table.Events;
import app.clockout.table.Table;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * The mails about what is new of an event, to whoever has a seat, is offered one or waits: {@code event-changed} and
 * {@code event-cancelled} (docs/table-design.md, M8).
 */
final class EventMails {
    private final Events events;
    private final Recipients recipients;
    private final SeatTokens answers;
    private final EventLetters letters;
    private final InstantSource clock;

    EventMails(Table table, SeatTokens answers, Environment environment) {
        this.events = new Events(table);
        this.recipients = new Recipients(table);
        this.answers = answers;
        this.letters = new EventLetters(environment.variable("BASE_URL"));
        this.clock = environment.clock();
    }

    /** One mail for each of them. */
    List<Supplier<Plan>> plans(Message.EventNews message) {
        return message.members().stream()
                .map(member -> (Supplier<Plan>) () -> plan(message.event(), member))
                .toList();
    }

    private Plan plan(EventId id, MemberId member) {
        var now = clock.instant();
        var view = events.view(id, member).orElse(null);
        if (view == null) {
            return new Plan.Drop("event-changed/%s/%s".formatted(id, member), "there is no such event");
        }
        var event = view.event();
        var cancelled = event.cancelled();
        var key = cancelled == null
                ? "event-changed/%s/%s/%d".formatted(id, member, event.sequence())
                : "event-cancelled/%s/%s".formatted(id, member);
        var rsvp = view.rsvp();
        if (rsvp == null || !rsvp.isActive()) {
            return new Plan.Drop(key, "they do not come anyway");
        }
        if (event.isOver(now)) {
            return new Plan.Drop(key, "the event is over");
        }
        return recipients.member(
                key,
                member,
                person -> cancelled == null
                        ? new Plan.Send(
                                key,
                                "event-changed",
                                person.email(),
                                letters.changed(
                                        view, rsvp, person, answers.token(id, member, person.linkVersion()), now))
                        : new Plan.Send(
                                key,
                                "event-cancelled",
                                person.email(),
                                letters.cancelled(view, cancelled.reason(), person)));
    }
}
