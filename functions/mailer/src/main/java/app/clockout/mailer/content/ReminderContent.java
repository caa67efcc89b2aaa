package app.clockout.mailer.content;

import static app.clockout.mailer.content.MailFormats.isolated;
import static app.clockout.mailer.content.MailFormats.name;
import static app.clockout.mailer.content.MailFormats.named;

import app.clockout.domain.Event;
import app.clockout.domain.Person;
import app.clockout.mailer.content.Letter.Line;
import app.clockout.table.Events.View;
import java.util.ArrayList;
import java.util.List;

/**
 * The mails that an event's time brings about, word for word. They can arrive late and are read later still, so they say day and
 * time, and never "tomorrow".
 */
public final class ReminderContent {
    private final String baseUrl;

    public ReminderContent(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /**
     * The mail {@code reminder-24h}.
     *
     * @param token of the link by which the reader answers anew
     * @param ticket token of the reader's ticket
     */
    public Letter dayBefore(View view, Person person, String token, String ticket) {
        var event = view.event();
        return reminder(
                MailFormats.day(event) + ": " + isolated(event.title()),
                "See you soon, " + name(person) + ".",
                "You have a seat at " + named(view) + ". Here is all that you need to get there.",
                "Your plans have changed? Then leave your seat to whoever waits longest.",
                view,
                person,
                token,
                ticket);
    }

    /** The mail {@code reminder-2h}; parameters as in {@link #dayBefore}. */
    public Letter twoHoursBefore(View view, Person person, String token, String ticket) {
        var event = view.event();
        return reminder(
                MailFormats.clock(event) + ": " + isolated(event.title()),
                "Here is your ticket, " + name(person) + ".",
                "Your seat at " + named(view) + " is waiting for you.",
                "Something has come up? Say so, and somebody else can have the seat.",
                view,
                person,
                token,
                ticket);
    }

    private Letter reminder(
            String subject,
            String heading,
            String why,
            String otherwise,
            View view,
            Person person,
            String token,
            String ticket) {
        var event = view.event();
        return new Letter(
                subject,
                MailFormats.place(event.venue(), view.seesStreet()) + ". " + MailFormats.when(event, person),
                List.of(
                        new Line.Heading(heading),
                        new Line.Paragraph(why),
                        new Line.Paragraph("When: " + MailFormats.when(event, person)),
                        new Line.Paragraph("Where: " + MailFormats.place(event.venue(), view.seesStreet())),
                        new Line.Ticket(page(event) + "/checkins?ticket=" + ticket),
                        new Line.Button("Show my ticket", page(event) + "/ticket"),
                        new Line.Link("See the event", page(event)),
                        new Line.Paragraph(otherwise),
                        new Line.Link("Can't make it?", baseUrl + "/r/" + token)));
    }

    /** The mail {@code event-followup}, to who was checked in. */
    public Letter followUp(View view, Person person) {
        var event = view.event();
        var club = view.club();
        var lines = new ArrayList<Line>(List.of(
                new Line.Heading("Who did you meet, " + name(person) + "?"),
                new Line.Paragraph("You were at " + named(view) + " " + MailFormats.days(event)
                        + ". Was there somebody you would like to see again? Note their name while you remember it."),
                new Line.Button("See the event", page(event))));
        if (club.isOpen()) {
            lines.add(new Line.Link("What " + isolated(club.name()) + " does next", baseUrl + "/clubs/" + club.slug()));
        }
        return new Letter("Who did you meet? " + isolated(event.title()), "Before their names slip away.", lines);
    }

    private String page(Event event) {
        return baseUrl + "/events/" + event.id();
    }
}
