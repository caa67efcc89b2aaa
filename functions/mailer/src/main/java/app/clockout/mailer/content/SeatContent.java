package app.clockout.mailer.content;

import static app.clockout.mailer.content.MailFormats.isolated;
import static app.clockout.mailer.content.MailFormats.name;
import static app.clockout.mailer.content.MailFormats.named;

import app.clockout.domain.Event;
import app.clockout.domain.Person;
import app.clockout.domain.Rsvp;
import app.clockout.mailer.content.Letter.Line;
import app.clockout.table.Events.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The mails about a member's own seat, word for word. */
public final class SeatContent {
    private final String baseUrl;

    public SeatContent(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /**
     * @param token of the link by which the reader answers anew
     * @param ticket token of the reader's ticket
     */
    public Letter confirmed(View view, Rsvp rsvp, Person person, String token, String ticket) {
        var event = view.event();
        return new Letter(
                        "You have a seat: " + title(event),
                        MailFormats.when(event, person),
                        List.of(
                                new Line.Heading("You have a seat, " + name(person) + "."),
                                new Line.Paragraph("We look forward to seeing you at " + named(view) + "."),
                                when(event, person),
                                new Line.Paragraph("Where: " + MailFormats.place(event.venue(), view.seesStreet())),
                                new Line.Ticket(page(event) + "/checkins?ticket=" + ticket),
                                new Line.Button("Show my ticket", page(event) + "/ticket"),
                                new Line.Link("See the event", page(event)),
                                new Line.Paragraph(
                                        "Plans change. If you tell us, your seat goes to whoever waits longest."),
                                new Line.Link("Can't make it?", answer(token))))
                .with(CalendarInvite.of(view, rsvp, person, baseUrl));
    }

    public Letter waitlisted(View view, Person person, int position, String token) {
        var event = view.event();
        return new Letter(
                "You are number " + position + " in line: " + title(event),
                "We write to you as soon as a seat is yours to take.",
                List.of(
                        new Line.Heading("You are in line, " + name(person) + "."),
                        new Line.Paragraph("Every seat at " + named(view) + " is taken or held just now. Your place in"
                                + " line is " + position + ". When a seat comes free it goes to whoever waits longest,"
                                + " and we write to you as soon as it is your turn."),
                        when(event, person),
                        where(event),
                        new Line.Button("See the event", page(event)),
                        new Line.Paragraph("You have other plans by now? Then the others move up."),
                        new Line.Link("Leave the line", answer(token))));
    }

    public Letter offered(View view, Person person, Instant until, String token) {
        var event = view.event();
        return new Letter(
                "A seat for you: " + title(event),
                "It is yours to take until " + MailFormats.time(until, event, person) + ".",
                List.of(
                        new Line.Heading("It is your turn, " + name(person) + "."),
                        new Line.Paragraph("A seat at " + named(view) + " has come free, and it is held for you until "
                                + MailFormats.time(until, event, person) + "."),
                        when(event, person),
                        where(event),
                        new Line.Button("Take the seat or let it go", answer(token)),
                        new Line.Link("See the event", page(event)),
                        new Line.Small("If you do nothing, the seat goes to whoever is next when that time is over.")));
    }

    public Letter offerLapsed(View view, Person person, String token) {
        var event = view.event();
        return new Letter(
                "Your seat was passed on: " + title(event),
                "The time to take it is over; you can ask again.",
                List.of(
                        new Line.Heading("Your seat was passed on"),
                        new Line.Paragraph("Dear " + name(person) + ", a seat at " + named(view)
                                + " was held for you, and the time to take it is over. It goes to whoever is next."),
                        new Line.Paragraph(
                                "You would still like to come? Ask again; you then stand at the end of the" + " line."),
                        new Line.Button("Ask for a seat again", answer(token)),
                        when(event, person),
                        new Line.Link("See the event", page(event))));
    }

    public Letter cancelled(View view, Rsvp rsvp, Person person) {
        var event = view.event();
        var lines = new ArrayList<Line>(List.of(
                new Line.Heading("You gave up your seat"),
                new Line.Paragraph("Dear " + name(person) + ", you no longer have a seat at " + named(view)
                        + ". Thank you for telling us: somebody else can have it now."),
                when(event, person)));
        // A club's own event is hidden from members who have left the club.
        if (view.isVisible()) {
            lines.add(new Line.Paragraph("If your plans change again, ask for a seat on the event's page."));
            lines.add(new Line.Button("See the event", page(event)));
        }
        return new Letter("You gave up your seat: " + title(event), "Somebody else can have it now.", lines)
                .with(CalendarInvite.of(view, rsvp, person, baseUrl));
    }

    private static String title(Event event) {
        return isolated(event.title());
    }

    private static Line when(Event event, Person person) {
        return new Line.Paragraph("When: " + MailFormats.when(event, person));
    }

    /** For recipients without a seat: without the street. */
    private static Line where(Event event) {
        return new Line.Paragraph("Where: " + MailFormats.place(event.venue(), false));
    }

    private String page(Event event) {
        return baseUrl + "/events/" + event.id();
    }

    private String answer(String token) {
        return baseUrl + "/r/" + token;
    }
}
