package app.clockout.mailer;

import static app.clockout.mailer.Wording.isolated;
import static app.clockout.mailer.Wording.name;

import app.clockout.domain.Event;
import app.clockout.domain.Person;
import app.clockout.mailer.Letter.Line;
import app.clockout.table.Events.View;
import java.util.List;

/**
 * The letters that an event's time brings about, word for word. They can arrive late and are read later still, so each
 * says day and time, and none "tomorrow".
 */
final class ReminderLetters {
    private final String baseUrl;

    ReminderLetters(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /**
     * The mail {@code reminder-24h}.
     *
     * @param answer token of the link by which the reader answers anew
     * @param ticket token of the reader's ticket
     */
    Letter dayBefore(View view, Person person, String answer, String ticket) {
        var event = view.event();
        return new Letter(
                "Coming up: " + isolated(event.title()),
                Wording.start(event, person),
                List.of(
                        new Line.Heading("See you soon, " + name(person) + "."),
                        new Line.Paragraph("You have a seat at " + named(view) + "."),
                        new Line.Paragraph("When: " + Wording.start(event, person)),
                        new Line.Paragraph("Where: " + Wording.place(event.venue(), view.seesStreet())),
                        new Line.Button("Show my ticket", page(event) + "/ticket"),
                        new Line.Link("See the event", page(event)),
                        new Line.Paragraph("Your plans have changed? Then leave your seat to whoever waits longest."),
                        new Line.Link("Can't make it?", baseUrl + "/r/" + answer)));
    }

    /** The mail {@code reminder-2h}; parameters as in {@link #dayBefore}. */
    Letter twoHoursBefore(View view, Person person, String answer, String ticket) {
        return dayBefore(view, person, answer, ticket);
    }

    /** The mail {@code event-followup}, to who was checked in. */
    Letter followUp(View view, Person person) {
        var event = view.event();
        return new Letter(
                "Who did you meet? " + isolated(event.title()),
                "Before their names slip away.",
                List.of(
                        new Line.Heading("Who did you meet, " + name(person) + "?"),
                        new Line.Paragraph("You were at " + named(view) + "."),
                        new Line.Button("See the event", page(event))));
    }

    private static String named(View view) {
        return "“" + isolated(view.event().title()) + "” by "
                + isolated(view.club().name());
    }

    private String page(Event event) {
        return baseUrl + "/events/" + event.id();
    }
}
