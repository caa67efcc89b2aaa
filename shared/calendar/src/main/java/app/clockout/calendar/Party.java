package app.clockout.calendar;

import app.clockout.domain.EmailAddress;

/** One side of an invitation: who it comes from, or who it is for. */
public record Party(String name, EmailAddress address) {
    /** The name as a parameter can hold it: without double quotes (RFC 5545, section 3.2). */
    String commonName() {
        return name.replace('"', '\'');
    }
}
