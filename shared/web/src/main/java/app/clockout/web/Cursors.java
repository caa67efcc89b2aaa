package app.clockout.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.clockout.domain.DerivedLinks;
import app.clockout.domain.DerivedLinks.Purpose;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Marks where a list goes on. A cursor is signed, and good only for the list and the filters it was issued for. */
public final class Cursors {
    private static final int LONGEST = 1024;

    private final DerivedLinks links;

    public Cursors(DerivedLinks links) {
        this.links = links;
    }

    /** The cursor that goes on after a position of a list under these filters. */
    public String after(String position, String list, String filters) {
        var text = scope(list, filters) + position;
        return links.token(
                Purpose.CURSOR, Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8)), 1);
    }

    /**
     * The position a request's cursor goes on after; null where it has none.
     *
     * @throws Problem 400 where this service did not issue the cursor, or not for this list and these filters
     */
    public @Nullable String position(Request request, String list, String filters) {
        var cursor = request.query("cursor").orElse(null);
        if (cursor == null) {
            return null;
        }
        if (cursor.length() <= LONGEST && links.holds(cursor, Purpose.CURSOR, 1)) {
            var id = DerivedLinks.claimedId(cursor).orElse("");
            var text = new String(Base64.getUrlDecoder().decode(id), UTF_8);
            if (text.startsWith(scope(list, filters))) {
                return text.substring(scope(list, filters).length());
            }
        }
        throw Problem.unreadable("The cursor is not one of this list with these filters.");
    }

    private static String scope(String list, String filters) {
        return list + "\n" + filters.replace("\n", " ") + "\n";
    }
}
