package app.clockout.rsvp;

import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.web.Fields;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a host is in the list at the door: what they search, and where the page begins. Its buttons carry that along, so that
 * the list comes back as it was; it is never a path, so it leads nowhere else.
 */
public record ListPlace(String q, String cursor, String limit) {
    static final ListPlace TOP = new ListPlace("", "", "");
    private static final int LONGEST = 1024;

    /** What became of a guest by a button of the list. */
    enum Said {
        IN,
        ALREADY,
        OUT
    }

    static ListPlace of(Fields fields) {
        return new ListPlace(of(fields, "q"), of(fields, "cursor"), of(fields, "limit"));
    }

    private static String of(Fields fields, String field) {
        var typed = fields.typed(field);
        return typed.length() <= LONGEST ? typed : "";
    }

    String path(EventId event) {
        return path(event, "");
    }

    /** The list with what became of one guest, at that guest. */
    String path(EventId event, Said said, MemberId guest) {
        return path(event, said, guest, "");
    }

    /** The same after a check-in, whose instant tells it from an earlier one: a guest can make a link, but does not know that. */
    String pathAfterCheckIn(EventId event, MemberId guest, Instant at) {
        return path(event, Said.IN, guest, "&at=" + at.toEpochMilli());
    }

    private String path(EventId event, Said said, MemberId guest, String more) {
        var id = URLEncoder.encode(guest.value(), StandardCharsets.UTF_8);
        return path(event, "&" + said.name().toLowerCase(Locale.ROOT) + "=" + id + more) + "#guest-" + id;
    }

    private String path(EventId event, String more) {
        var query = query("q", q) + query("cursor", cursor) + query("limit", limit) + more;
        return "/events/" + event + "/rsvps" + (query.isEmpty() ? "" : "?" + query.substring(1));
    }

    private static String query(String name, String value) {
        return value.isEmpty() ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /**
     * Of which guest the list says something, and what; nothing where it says nothing.
     *
     * @param at when the guest was let in by the button, in milliseconds; empty where it was another button
     */
    record Notice(Said said, String guest, String at) {
        /** Whether the button let the guest in at this instant. */
        boolean isOf(Instant checkedInAt) {
            return said == Said.IN && at.equals(Long.toString(checkedInAt.toEpochMilli()));
        }

        static @Nullable Notice of(Fields query) {
            for (var said : Said.values()) {
                var guest = query.typed(said.name().toLowerCase(Locale.ROOT));
                if (!guest.isEmpty()) {
                    return new Notice(said, guest, query.typed("at"));
                }
            }
            return null;
        }
    }
}
