package app.clockout.mailer;

import app.clockout.domain.MemberId;
import app.clockout.domain.SeatTokens;
import app.clockout.environment.Environment;
import app.clockout.mailer.content.EventContent;
import app.clockout.mailer.delivery.Plan;
import app.clockout.messages.Message;
import app.clockout.table.Events;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The mails about what is new of an event, to those who have a seat, are offered one or wait: {@code event-changed} and
 * {@code event-cancelled} (docs/table-design.md, M8).
 */
public final class EventMails {
    private final MailStores stores;
    private final SeatTokens answers;
    private final EventContent content;
    private final InstantSource clock;

    EventMails(MailStores stores, SeatTokens answers, Environment environment) {
        this.stores = stores;
        this.answers = answers;
        this.content = new EventContent(environment.variable("BASE_URL"));
        this.clock = environment.clock();
    }

    /** One mail for each of them. */
    List<Supplier<Plan>> plans(Message.EventNews message) {
        var recipients = new EventRecipients(stores, clock, message.event(), message.members());
        return recipients.plans(
                (member, view) -> key(message, member, view), (key, member) -> plan(key, recipients, member));
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

    private Plan plan(String key, EventRecipients recipients, MemberId member) {
        var now = clock.instant();
        var view = recipients.view(member);
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
        return recipients.member(
                key,
                member,
                person -> cancelled == null
                        ? new Plan.Send(
                                key,
                                "event-changed",
                                person.email(),
                                content.changed(
                                        view,
                                        rsvp,
                                        person,
                                        answers.token(event.id(), member, person.linkVersion()),
                                        now))
                        : new Plan.Send(
                                key,
                                "event-cancelled",
                                person.email(),
                                content.cancelled(view, cancelled.reason(), person)));
    }
}
