package app.clockout.calendar;

import app.clockout.domain.EmailAddress;

/** One side of an invitation: who it comes from, or who it is for. */
public record Participant(String name, EmailAddress address) {
    /** The name without double quotes, which a parameter can hold only in a way that few calendars read (RFC 6868). */
    String commonName() {
        return name.replace('"', '\'');
    }
}
