package app.clockout.local.emulators;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A mail as its reader would get it.
 *
 * @param to the addresses it went to, without names, joined by {@code ", "}
 * @param from the sender, name and all
 * @param kind the message tag {@code kind}, empty if there is none
 * @param text the plain part, empty if there is none
 * @param html the HTML part, empty if there is none
 * @param headers the first of each name, decoded; looked up in any case. Without what SES takes for itself
 *     ({@code X-SES-…}) and without {@code Bcc}
 * @param links every absolute link, those of the HTML first, each once
 * @param attachments every other part, images inside the HTML too
 * @param raw the message as SES got it
 */
public record CaughtMail(
        String to,
        String from,
        String subject,
        String kind,
        String text,
        String html,
        Map<String, String> headers,
        List<String> links,
        List<Attachment> attachments,
        String raw,
        Instant sentAt) {

    public CaughtMail {
        var anyCase = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = Collections.unmodifiableMap(anyCase);
        links = List.copyOf(links);
        attachments = List.copyOf(attachments);
    }

    /** Whether it went to this address, in any case. */
    public boolean goesTo(String address) {
        return goesTo(to, address);
    }

    /** Whether an address is among recipients that are joined as in {@link #to}. */
    static boolean goesTo(String recipients, String address) {
        for (String recipient : recipients.split(", ", -1)) {
            if (recipient.equalsIgnoreCase(address)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A part that is not the mail's text.
     *
     * @param name the file name, or the content id of one that has none
     * @param contentId what the HTML calls it by (RFC 2392); empty where it has none
     * @param type the media type without parameters, in lower case
     * @param content text as text, anything else in Base64
     */
    public record Attachment(String name, String contentId, String type, String content) {}
}
