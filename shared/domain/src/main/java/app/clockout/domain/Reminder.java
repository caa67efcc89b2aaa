package app.clockout.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;

/** The mails that an event's time brings about by itself: when they are due, until when they are of use, and whose they are. */
public enum Reminder {
    DAY_BEFORE("reminder-24h", MailChoice.REMINDERS),
    TWO_HOURS_BEFORE("reminder-2h", MailChoice.REMINDERS),
    /** Who did you meet? In the morning after, by the clock at the venue. */
    FOLLOW_UP("event-followup", MailChoice.SUGGESTIONS);

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration TWO_HOURS = Duration.ofHours(2);

    /** Who took a seat later than this before the first reminder is due does not need it. */
    private static final Duration FRESH_IN_MIND = Duration.ofHours(2);

    private static final Duration REST_AFTER_END = Duration.ofHours(6);
    private static final LocalTime MORNING = LocalTime.of(9, 0);
    private static final Duration FOLLOW_UP_OF_USE = Duration.ofDays(3);

    private final String kind;
    private final MailChoice choice;

    Reminder(String kind, MailChoice choice) {
        this.kind = kind;
        this.choice = choice;
    }

    /** The kind of its mail, such as {@code reminder-24h}. */
    public String kind() {
        return kind;
    }

    public static Optional<Reminder> of(String kind) {
        return switch (kind) {
            case "reminder-24h" -> Optional.of(DAY_BEFORE);
            case "reminder-2h" -> Optional.of(TWO_HOURS_BEFORE);
            case "event-followup" -> Optional.of(FOLLOW_UP);
            default -> Optional.empty();
        };
    }

    /** What a member has to want for it to be sent to them. */
    public MailChoice choice() {
        return choice;
    }

    /** When it is due. */
    public Instant due(Event event) {
        return switch (this) {
            case DAY_BEFORE -> event.startsAt().minus(DAY);
            case TWO_HOURS_BEFORE -> event.startsAt().minus(TWO_HOURS);
            case FOLLOW_UP -> morningAfter(event);
        };
    }

    private static Instant morningAfter(Event event) {
        var rested = event.endsAt().plus(REST_AFTER_END).atZone(event.timezone());
        var morning = rested.toLocalDate().atTime(MORNING).atZone(event.timezone());
        return morning.isBefore(rested)
                ? rested.toLocalDate()
                        .plusDays(1)
                        .atTime(MORNING)
                        .atZone(event.timezone())
                        .toInstant()
                : morning.toInstant();
    }

    /** From when on it is of no use any more: the next one is due, the event begins, or it is long ago. */
    public Instant uselessFrom(Event event) {
        return switch (this) {
            case DAY_BEFORE -> TWO_HOURS_BEFORE.due(event);
            case TWO_HOURS_BEFORE -> event.startsAt();
            case FOLLOW_UP -> due(event).plus(FOLLOW_UP_OF_USE);
        };
    }

    /** Whether it is to be sent now: due, of use still, and of an event that takes place. */
    public boolean isTimely(Event event, Instant now) {
        return !event.isCancelled() && !now.isBefore(due(event)) && now.isBefore(uselessFrom(event));
    }

    /** Whether it is for a member with this answer to the event. */
    public boolean isFor(Rsvp rsvp, Event event) {
        return rsvp.hasSeat()
                && switch (this) {
                    case DAY_BEFORE -> !rsvp.since().isAfter(due(event).minus(FRESH_IN_MIND));
                    case TWO_HOURS_BEFORE -> true;
                    case FOLLOW_UP -> rsvp.checkedInAt() != null;
                };
    }
}
