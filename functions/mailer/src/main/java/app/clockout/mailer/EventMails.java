package app.clockout.mailer;

import app.clockout.domain.MemberId;
import app.clockout.domain.SeatTokens;
import app.clockout.environment.Environment;
import app.clockout.messages.Message;
import app.clockout.table.Events;
import app.clockout.table.Table;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The mails about what is new of an event, to those who have a seat, are offered one or wait: {@code event-changed} and
 * {@code event-cancelled} (docs/table-design.md, M8).
 */
final class EventMails {
    private final EventRecipients.Stores stores;
    private final SeatTokens answers;
    private final EventContent letters;
    private final InstantSource clock;

    EventMails(Table table, SeatTokens answers, Environment environment) {
        this.stores = new EventRecipients.Stores(table, environment.clock());
        this.answers = answers;
        this.letters = new EventContent(environment.variable("BASE_URL"));
        this.clock = environment.clock();
    }

    /** One mail for each of them. */
    List<Supplier<Plan>> plans(Message.EventNews message) {
        var audience = new EventRecipients(stores, message.event(), message.members());
        return audience.plans(
                (member, view) -> key(message, member, view), (key, member) -> plan(key, audience, member));
    }

    private static String key(Message.EventNews message, MemberId member, Events.@Nullable View view) {
        if (view == null) {
            return "event-changed/%s/%s".formatted(message.event(), member);
        }
        return view.event().isCancelled()
                ? "event-cancelled/%s/%s".formatted(message.event(), member)
                : "event-changed/%s/%s/%d"
                        .formatted(message.event(), member, view.event().sequence());
    }

    private Plan plan(String key, EventRecipients audience, MemberId member) {
        var now = clock.instant();
        var view = audience.view(member);
        if (view == null) {
            return new Plan.Drop(key, "there is no such event");
        }
        var event = view.event();
        var cancelled = event.cancelled();
        var rsvp = view.rsvp();
        if (rsvp == null || !rsvp.isActive()) {
            return new Plan.Drop(key, "they do not come anyway");
        }
        if (event.isOver(now)) {
            return new Plan.Drop(key, "the event is over");
        }
        return audience.member(
                key,
                member,
                person -> cancelled == null
                        ? new Plan.Send(
                                key,
                                "event-changed",
                                person.email(),
                                letters.changed(
                                        view,
                                        rsvp,
                                        person,
                                        answers.token(event.id(), member, person.linkVersion()),
                                        now))
                        : new Plan.Send(
                                key,
                                "event-cancelled",
                                person.email(),
                                letters.cancelled(view, cancelled.reason(), person)));
    }
}
