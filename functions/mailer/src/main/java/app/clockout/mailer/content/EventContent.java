package app.clockout.mailer.content;

import static app.clockout.mailer.content.MailFormats.isolated;
import static app.clockout.mailer.content.MailFormats.name;
import static app.clockout.mailer.content.MailFormats.named;

import app.clockout.domain.Person;
import app.clockout.domain.Rsvp;
import app.clockout.mailer.content.Letter.Line;
import app.clockout.table.Events.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The mails about what is new of an event, word for word. */
public final class EventContent {
    private final String baseUrl;

    public EventContent(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** @param token of the link by which the reader answers anew */
    public Letter changed(View view, Rsvp rsvp, Person person, String token, Instant now) {
        var event = view.event();
        var answer = baseUrl + "/r/" + token;
        var lines = new ArrayList<Line>(List.of(
                new Line.Heading("Something has changed"),
                new Line.Paragraph("Dear " + name(person) + ", please look again at when and where " + named(view)
                        + " takes place. This is how it stands now."),
                new Line.Paragraph("When: " + MailFormats.when(event, person)),
                new Line.Paragraph("How long: " + MailFormats.duration(event.durationMinutes())),
                new Line.Paragraph("Where: " + MailFormats.place(event.venue(), view.seesStreet())),
                new Line.Button("See the event", baseUrl + "/events/" + event.id())));
        if (rsvp.hasSeat()) {
            lines.add(new Line.Paragraph(
                    "Your seat is still yours, and your ticket stays the same. If it no longer suits you, leave the seat to"
                            + " whoever waits longest."));
            lines.add(new Line.Link("Can't make it?", answer));
        } else if (rsvp.isOffered(now)) {
            lines.add(new Line.Paragraph("The seat that is held for you is yours to take until "
                    + MailFormats.time(Objects.requireNonNull(rsvp.expiresAt()), event, person) + "."));
            lines.add(new Line.Link("Take the seat or let it go", answer));
        } else if (rsvp.hasLapsed(now)) {
            lines.add(new Line.Paragraph("The time to take the seat that was held for you is over."));
            lines.add(new Line.Link("Ask for a seat again", answer));
        } else {
            lines.add(new Line.Paragraph(
                    "You keep your place in line. If it no longer suits you, let the others move up."));
            lines.add(new Line.Link("Leave the line", answer));
        }
        var letter = new Letter("Changed: " + isolated(event.title()), MailFormats.when(event, person), lines);
        return rsvp.hasSeat() ? letter.with(CalendarInvite.of(view, rsvp, person, baseUrl)) : letter;
    }

    /** @param reason in the words of its host; may be empty */
    public Letter cancelled(View view, String reason, Person person) {
        var event = view.event();
        var lines = new ArrayList<Line>(List.of(
                new Line.Heading("It does not take place"),
                new Line.Paragraph("Dear " + name(person) + ", " + named(view) + " is cancelled. It was planned for "
                        + MailFormats.when(event, person) + ". We are sorry.")));
        if (!reason.isBlank()) {
            lines.add(new Line.Paragraph("This is the reason that was given:"));
            lines.add(new Line.Quote(reason));
        }
        lines.add(new Line.Paragraph("There is nothing that you need to do."));
        lines.add(
                view.club().isOpen()
                        ? new Line.Button(
                                "See what else is on",
                                baseUrl + "/clubs/" + view.club().slug())
                        : new Line.Button("See what else is on", baseUrl + "/events"));
        var letter = new Letter("Cancelled: " + isolated(event.title()), "It does not take place.", lines);
        var rsvp = view.rsvp();
        return rsvp != null && rsvp.hasSeat() ? letter.with(CalendarInvite.of(view, rsvp, person, baseUrl)) : letter;
    }
}
