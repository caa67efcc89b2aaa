package app.clockout.calendar;

/**
 * A calendar that goes to one person by mail (iMIP, RFC 6047).
 *
 * @param method what it asks of the reader's calendar: {@code REQUEST} or {@code CANCEL}
 * @param text lines that end with CRLF
 */
public record Invitation(String method, String text) {
    /** Says the method too, as the calendar itself does: mail programs look here first. */
    public String mediaType() {
        return "text/calendar; method=" + method + "; charset=UTF-8";
    }
}
