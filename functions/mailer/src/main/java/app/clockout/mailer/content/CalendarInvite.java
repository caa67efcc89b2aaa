package app.clockout.mailer.content;

import app.clockout.calendar.Calendar;
import app.clockout.calendar.Entry;
import app.clockout.calendar.Invitation;
import app.clockout.calendar.Participant;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Person;
import app.clockout.domain.Rsvp;
import app.clockout.table.Events.View;
import java.time.Instant;

/**
 * An event that a member has a seat at, or has none any more, as an entry of their calendar.
 *
 * @param club who calendars say it comes from
 */
public record CalendarInvite(Entry entry, String club, String reader) {
    static CalendarInvite of(View view, Rsvp rsvp, Person person, String baseUrl) {
        return new CalendarInvite(
                Entry.ofSeat(view.event(), rsvp, view.seesStreet(), baseUrl),
                view.club().name(),
                person.details().name());
    }

    /** What calendars get to read. From the sender's address, as all of them are: they take no news from another. */
    public Invitation invitation(EmailAddress sender, EmailAddress reader, Instant sentAt) {
        return Calendar.invitation(entry, new Participant(club, sender), new Participant(this.reader, reader), sentAt);
    }
}
