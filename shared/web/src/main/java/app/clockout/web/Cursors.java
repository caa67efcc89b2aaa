package app.clockout.web;

import app.clockout.domain.DerivedLinks;
import app.clockout.domain.Person;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Marks where lists go on. A cursor is sealed: nobody reads in it what the next page begins after, which can be the id of what they
 * may not see. It is good only for the list, the filters and the person it was issued for.
 */
public final class Cursors {
    private static final int LONGEST = 1024;

    private final DerivedLinks links;

    public Cursors(DerivedLinks links) {
        this.links = links;
    }

    /**
     * A list as its reader asks for it.
     *
     * @param list its name
     * @param filters what narrows it down
     */
    public Reading of(Request request, String list, String filters) {
        return new Reading(request, list, filters);
    }

    /** A list, read by one person under the same filters page by page. */
    public final class Reading {
        private final Request request;
        private final String list;
        private final String filters;

        private Reading(Request request, String list, String filters) {
            this.request = request;
            this.list = list;
            this.filters = filters;
        }

        /** Asked for only where there is a cursor to read or to write, as it can cost a look-up of who reads. */
        private String context() {
            var reader = request.member().map(Person::id).map(Object::toString).orElse("");
            // None of them but the filters, which are the last, can have line breaks.
            return list + "\n" + reader + "\n" + filters;
        }

        /**
         * The position that the request goes on after; null where it has no cursor.
         *
         * @throws Problem 400 where this service did not issue the cursor, or not for this reading
         */
        public @Nullable String position() {
            return request.query("cursor").map(this::opened).orElse(null);
        }

        private String opened(String cursor) {
            return Optional.of(cursor)
                    .filter(text -> text.length() <= LONGEST)
                    .flatMap(text -> links.open(text, context()))
                    .orElseThrow(() -> Problem.unreadable("The cursor is not one of this list with these filters."));
        }

        /** The cursor that goes on after a position. */
        public String after(String position) {
            return links.seal(position, context());
        }
    }
}
