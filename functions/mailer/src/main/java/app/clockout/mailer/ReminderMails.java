package app.clockout.mailer;

import app.clockout.domain.DerivedLinks;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Reminder;
import app.clockout.domain.SeatTokens;
import app.clockout.domain.UnsubscribeTokens;
import app.clockout.environment.Environment;
import app.clockout.mailer.content.Letter;
import app.clockout.mailer.content.ReminderContent;
import app.clockout.mailer.delivery.Plan;
import app.clockout.messages.Message;
import app.clockout.table.Events.View;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The mails that an event's time brings about: {@code reminder-24h} and {@code reminder-2h} to each guest,
 * {@code event-followup} to those who were there (docs/table-design.md, M13).
 */
public final class ReminderMails {
    private final MailStores stores;
    private final SeatTokens answers;
    private final SeatTokens tickets;
    private final UnsubscribeTokens unsubscribeTokens;
    private final ReminderContent content;
    private final String baseUrl;
    private final InstantSource clock;

    ReminderMails(MailStores stores, DerivedLinks derived, Environment environment) {
        this.stores = stores;
        this.answers = SeatTokens.answers(derived);
        this.tickets = SeatTokens.tickets(derived);
        this.unsubscribeTokens = new UnsubscribeTokens(derived);
        this.baseUrl = environment.variable("BASE_URL");
        this.content = new ReminderContent(baseUrl);
        this.clock = environment.clock();
    }

    /** One mail for each of them, as long as the event starts when the message says and the mail is of use. */
    List<Supplier<Plan>> plans(Message.Remind message) {
        var recipients = new EventRecipients(stores, clock, message.event(), message.members());
        if (isEarly(message, recipients)) {
            return List.of();
        }
        return recipients.plans(
                (member, view) -> "%s/%s/%s/%d"
                        .formatted(
                                message.reminder().kind(),
                                message.event(),
                                member,
                                message.startsAt().toEpochMilli()),
                (key, member) -> plan(key, message, recipients, member));
    }

    /** Whether the mail is due later after all, because the event lasts longer: another message will say so. */
    private boolean isEarly(Message.Remind message, EventRecipients recipients) {
        return message.members().stream()
                .limit(1)
                .flatMap(member -> Optional.ofNullable(recipients.view(member)).stream())
                .map(View::event)
                .anyMatch(event -> event.startsAt().equals(message.startsAt())
                        && clock.instant().isBefore(message.reminder().due(event)));
    }

    private Plan plan(String key, Message.Remind message, EventRecipients recipients, MemberId member) {
        var now = clock.instant();
        var reminder = message.reminder();
        var view = recipients.view(member);
        if (view == null) {
            return new Plan.Drop(key, "there is no such event");
        }
        var event = view.event();
        if (!event.startsAt().equals(message.startsAt())) {
            return new Plan.Drop(key, "the event was moved");
        }
        if (event.isCancelled()) {
            return new Plan.Drop(key, "the event is cancelled");
        }
        if (!reminder.isTimely(event, now)) {
            return new Plan.Drop(key, "it is of no use now");
        }
        var rsvp = view.rsvp();
        if (rsvp == null || !reminder.isFor(rsvp, event)) {
            return new Plan.Drop(key, "it is not for them");
        }
        return recipients.member(
                key,
                member,
                person -> person.wants(reminder.choice())
                        ? new Plan.Send(key, reminder.kind(), person.email(), letter(reminder, view, person))
                        : new Plan.Drop(key, "they do without such mails"));
    }

    private Letter letter(Reminder reminder, View view, Person person) {
        var event = view.event().id();
        var answer = answers.token(event, person.id(), person.linkVersion());
        var ticket = tickets.token(event, person.id(), person.linkVersion());
        var letter =
                switch (reminder) {
                    case DAY_BEFORE -> content.dayBefore(view, person, answer, ticket);
                    case TWO_HOURS_BEFORE -> content.twoHoursBefore(view, person, answer, ticket);
                    case FOLLOW_UP -> content.followUp(view, person);
                };
        return letter.stoppable(
                baseUrl + "/u/" + unsubscribeTokens.token(person.id(), reminder.choice(), person.linkVersion()));
    }
}
