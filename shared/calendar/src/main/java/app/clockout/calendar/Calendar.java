package app.clockout.calendar;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VAlarm;
import biweekly.component.VEvent;
import biweekly.io.TimezoneAssignment;
import biweekly.parameter.ParticipationLevel;
import biweekly.parameter.ParticipationStatus;
import biweekly.parameter.Related;
import biweekly.property.Attendee;
import biweekly.property.Method;
import biweekly.property.Organizer;
import biweekly.property.Status;
import biweekly.property.Transparency;
import biweekly.property.Trigger;
import biweekly.util.Duration;
import com.github.mangstadt.vinnie.io.VObjectPropertyValues;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;

/**
 * Writes calendars (RFC 5545): times in the event's own zone, with a VTIMEZONE that covers them, CRLF, and lines of at
 * most 75 octets.
 */
public final class Calendar {
    /** The media type of what is written here. */
    public static final String MEDIA_TYPE = "text/calendar; charset=utf-8";

    private static final Duration ALARM =
            Duration.builder().prior(true).hours(2).build();

    private static final String PRODUCT = "-//Clockout//Clockout//EN";

    private Calendar() {}

    /**
     * A calendar to look at or to subscribe to.
     *
     * @param name what calendars call it
     * @param stamp when the entries were as they are told (DTSTAMP)
     */
    public static String feed(String name, List<Entry> entries, Instant stamp) {
        var calendar = calendar(entries, stamp);
        calendar.setName(name);
        // Of no standard, so it is written as it is given; it is a text like NAME (RFC 5545, 3.3.11).
        calendar.addExperimentalProperty("X-WR-CALNAME", VObjectPropertyValues.escape(name));
        calendar.setRefreshInterval(Duration.builder().hours(1).build());
        return FoldedLines.of(written(calendar));
    }

    /**
     * What puts the entry into the calendar of one person, moves it there, or takes it out of it again (iTIP, RFC 5546):
     * a request, or where the entry is cancelled a cancellation. Calendars know by the UID which entry is meant, and by
     * the sequence, then by the stamp, what is newer; a cancellation counts only from the same organizer.
     *
     * @param organizer who all mails about the entry come from
     * @param attendee who has said yes already, so that no calendar asks them
     * @param stamp when the mail is sent (DTSTAMP)
     */
    public static Invitation invitation(Entry entry, Participant organizer, Participant attendee, Instant stamp) {
        var method = entry.cancelled() ? Method.cancel() : Method.request();
        var calendar = calendar(List.of(entry), stamp);
        calendar.setMethod(method);
        var event = calendar.getEvents().getFirst();
        event.setOrganizer(
                new Organizer(organizer.commonName(), organizer.address().value()));
        var person = new Attendee(attendee.commonName(), attendee.address().value());
        person.setParticipationLevel(ParticipationLevel.REQUIRED);
        person.setParticipationStatus(ParticipationStatus.ACCEPTED);
        person.setRsvp(false);
        event.addAttendee(person);
        if (!entry.cancelled()) {
            event.setTransparency(Transparency.opaque());
            event.addAlarm(VAlarm.display(new Trigger(ALARM, Related.START), entry.title()));
        }
        return new Invitation(method.getValue(), FoldedLines.of(written(calendar)));
    }

    private static ICalendar calendar(List<Entry> entries, Instant stamp) {
        var calendar = new ICalendar();
        calendar.setProductId(PRODUCT);
        var zones = zones(entries);
        for (var entry : entries) {
            var event = event(entry, stamp);
            var zone = zones.get(entry.timezone());
            calendar.getTimezoneInfo().setTimezone(event.getDateStart(), zone);
            if (isSaidLocally(entry.endsAt(), entry.timezone())) {
                calendar.getTimezoneInfo().setTimezone(event.getDateEnd(), zone);
            }
            calendar.addEvent(event);
        }
        return calendar;
    }

    /** Whether a local time stands for this instant, and not for one before the clocks went back; else it is told in UTC. */
    private static boolean isSaidLocally(Instant at, ZoneId zone) {
        // Of a time that comes twice, this is the earlier one.
        return LocalDateTime.ofInstant(at, zone).atZone(zone).toInstant().equals(at);
    }

    private static Map<ZoneId, TimezoneAssignment> zones(List<Entry> entries) {
        var byZone = entries.stream().collect(groupingBy(Entry::timezone, LinkedHashMap::new, toList()));
        var zones = new HashMap<ZoneId, TimezoneAssignment>();
        byZone.forEach((zone, there) -> {
            var first =
                    there.stream().map(Entry::startsAt).min(Instant::compareTo).orElseThrow();
            var last = there.stream().map(Entry::endsAt).max(Instant::compareTo).orElseThrow();
            zones.put(zone, new TimezoneAssignment(TimeZone.getTimeZone(zone), ClockChanges.of(zone, first, last)));
        });
        return zones;
    }

    private static VEvent event(Entry entry, Instant stamp) {
        var event = new VEvent();
        event.setUid(entry.uid());
        event.setSequence(entry.sequence());
        event.setDateTimeStamp(Date.from(stamp));
        event.setDateStart(Date.from(entry.startsAt()));
        event.setDateEnd(Date.from(entry.endsAt()));
        event.setSummary(entry.title());
        event.setLocation(entry.location());
        if (!entry.description().isEmpty()) {
            event.setDescription(entry.description());
        }
        event.setUrl(entry.url());
        event.setStatus(entry.cancelled() ? Status.cancelled() : Status.confirmed());
        return event;
    }

    private static String written(ICalendar calendar) {
        return Biweekly.write(calendar).caretEncoding(true).foldLines(false).go();
    }
}
