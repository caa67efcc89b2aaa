package app.clockout.table;

import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;

/** The keys of what lies in an event's partition, {@code EVENT#id}. */
public final class EventKeys {
    private static final String PARTITION = "EVENT#";
    private static final String RSVP = "RSVP#";
    private static final String WAIT = "WAIT#";
    private static final String END = "\uffff";

    /** From the first to the last key of rows that lie side by side. */
    public record Range(String from, String to) {}

    public static final Range RSVPS = new Range(RSVP, RSVP + END);
    public static final Range QUEUE = new Range(WAIT, WAIT + END);

    private EventKeys() {}

    public static String partition(EventId event) {
        return PARTITION + event;
    }

    public static Key event(EventId event) {
        return new Key(partition(event), "EVENT");
    }

    public static Key seats(EventId event) {
        return new Key(partition(event), "SEATS");
    }

    public static Key rsvp(EventId event, MemberId member) {
        return new Key(partition(event), RSVP + member);
    }

    public static Key waiting(EventId event, long turn) {
        return new Key(partition(event), WAIT + "%018d".formatted(turn));
    }

    public static EventId event(Item item) {
        return new EventId(item.text(Key.PARTITION).substring(PARTITION.length()));
    }

    /** Whose RSVP it is. */
    public static MemberId member(Item rsvp) {
        return new MemberId(rsvp.text(Key.SORT).substring(RSVP.length()));
    }

    /** The turn of a row of the queue. */
    public static long turn(Item waiting) {
        return Long.parseLong(waiting.text(Key.SORT).substring(WAIT.length()));
    }
}
