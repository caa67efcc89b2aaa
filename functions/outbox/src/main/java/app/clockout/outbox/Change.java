package app.clockout.outbox;

import app.clockout.domain.AddressHash;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Membership;
import app.clockout.domain.Slug;
import app.clockout.domain.Standing;
import app.clockout.log.Correlation;
import app.clockout.table.Key;
import app.clockout.table.UnreadableItemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change of the table that has consequences, as its stream tells it. */
sealed interface Change {
    record Applied(AddressHash address, String requestId) implements Change {}

    record SignInAsked(AddressHash address, String requestId) implements Change {}

    record AddressChangeAsked(AddressHash address, String requestId) implements Change {}

    /** A person's standing began or changed. */
    record StandingChanged(MemberId member, Standing to) implements Change {}

    record ChunkMade(String decisionId, int number) implements Change {}

    /** A seat is free while a member waits for one. */
    record SeatFreed(EventId event) implements Change {}

    /** A member's answer to an event began, or changed. */
    record Answered(EventId event, MemberId member) implements Change {}

    /** An event takes place at another time or place. */
    record EventMoved(EventId event) implements Change {}

    record EventCancelled(EventId event) implements Change {}

    record ClubClosed(Slug club) implements Change {}

    /** A club whose last host is gone has another one now. */
    record ClubHanded(Slug club, MemberId to) implements Change {}

    /** What a member is to a club began, or changed. */
    record MembershipChanged(Slug club, MemberId member, Membership.State from, Membership.State to)
            implements Change {}

    /** Reads one attribute of an image as it is written, a number in digits; null where there is none, or no such image. */
    @FunctionalInterface
    interface Image {
        @Nullable
        String text(String attribute);
    }

    /** The id of the request that caused a change, if its image says one. */
    static Optional<String> correlation(Image after) {
        return Optional.ofNullable(after.text(Correlation.NAME));
    }

    /**
     * Reads a record of the stream.
     *
     * @return empty for a change without consequences
     * @throws UnreadableItemException where the record is of a kind that has consequences, but does not have its shape
     */
    static Optional<Change> of(Image keys, Image before, Image after) {
        var partition = required(keys, Key.PARTITION);
        var sort = required(keys, Key.SORT);
        if (partition.startsWith("EMAIL#")) {
            if (sort.startsWith("APPLICATION#")) {
                return Optional.of(new Applied(new AddressHash(rest("EMAIL#", partition)), rest("APPLICATION#", sort)));
            }
            if (sort.startsWith("SIGNIN#")) {
                return Optional.of(new SignInAsked(new AddressHash(rest("EMAIL#", partition)), rest("SIGNIN#", sort)));
            }
            if (sort.startsWith("CHANGE#")) {
                return Optional.of(
                        new AddressChangeAsked(new AddressHash(rest("EMAIL#", partition)), rest("CHANGE#", sort)));
            }
        } else if (partition.startsWith("MEMBER#") && sort.equals("PROFILE")) {
            var standing = required(after, "standing");
            return standing.equals(before.text("standing"))
                    ? Optional.empty()
                    : Optional.of(new StandingChanged(new MemberId(rest("MEMBER#", partition)), standing(standing)));
        } else if (partition.startsWith("EVENT#")) {
            return ofEvent(event(partition), sort, before, after);
        } else if (partition.startsWith("CLUB#")) {
            return ofClub(slug(partition), sort, before, after);
        } else if (partition.startsWith("DECISION#") && sort.startsWith("CHUNK#")) {
            return Optional.of(new ChunkMade(rest("DECISION#", partition), number(rest("CHUNK#", sort))));
        }
        return Optional.empty();
    }

    private static Optional<Change> ofEvent(EventId event, String sort, Image before, Image after) {
        if (sort.equals("SEATS")) {
            boolean free = number(after, "waiting") > 0
                    && number(after, "taken") < number(after, "seats")
                    && required(after, "scheduled").equals("true");
            return free ? Optional.of(new SeatFreed(event)) : Optional.empty();
        }
        if (sort.equals("EVENT") && before.text("sequence") != null) {
            if (after.text("cancelledAt") != null) {
                return before.text("cancelledAt") == null ? Optional.of(new EventCancelled(event)) : Optional.empty();
            }
            return required(after, "sequence").equals(before.text("sequence"))
                    ? Optional.empty()
                    : Optional.of(new EventMoved(event));
        }
        if (sort.startsWith("RSVP#")) {
            boolean same = required(after, "standing").equals(before.text("standing"))
                    && required(after, "since").equals(before.text("since"));
            return same ? Optional.empty() : Optional.of(new Answered(event, new MemberId(rest("RSVP#", sort))));
        }
        return Optional.empty();
    }

    private static Optional<Change> ofClub(Slug club, String sort, Image before, Image after) {
        if (sort.equals("CLUB")) {
            if (after.text("closedAt") != null) {
                return before.text("closedAt") == null ? Optional.of(new ClubClosed(club)) : Optional.empty();
            }
            var handedTo = after.text("handedTo");
            return handedTo == null || required(after, "handedAt").equals(before.text("handedAt"))
                    ? Optional.empty()
                    : Optional.of(new ClubHanded(club, new MemberId(handedTo)));
        }
        if (sort.startsWith("MEMBER#")) {
            var to = required(after, "standing");
            var from = before.text("standing");
            return to.equals(from)
                    ? Optional.empty()
                    : Optional.of(new MembershipChanged(
                            club,
                            new MemberId(rest("MEMBER#", sort)),
                            from == null ? Membership.State.NONE : state(from),
                            state(to)));
        }
        return Optional.empty();
    }

    private static EventId event(String partition) {
        return EventId.parse(partition.substring("EVENT#".length()))
                .orElseThrow(() -> new UnreadableItemException("A change is about no event."));
    }

    private static Slug slug(String partition) {
        return Slug.parse(partition.substring("CLUB#".length()))
                .orElseThrow(() -> new UnreadableItemException("A change is about no club."));
    }

    private static Membership.State state(String id) {
        try {
            return Membership.State.of(id);
        } catch (IllegalArgumentException e) {
            throw new UnreadableItemException("A change has an unknown membership.");
        }
    }

    private static long number(Image image, String attribute) {
        try {
            return Long.parseLong(required(image, attribute));
        } catch (NumberFormatException e) {
            throw new UnreadableItemException("A change has no number as its " + attribute + ".");
        }
    }

    /** What a key names after its prefix, which is to be something that every message can carry. */
    private static String rest(String prefix, String key) {
        var name = key.substring(prefix.length());
        if (!name.matches("\\w[\\w-]*")) {
            throw new UnreadableItemException("A change names nothing after " + prefix + ".");
        }
        return name;
    }

    private static String required(Image image, String attribute) {
        var text = image.text(attribute);
        if (text == null || text.isEmpty()) {
            throw new UnreadableItemException("A change has no " + attribute + ".");
        }
        return text;
    }

    private static Standing standing(String id) {
        try {
            return Standing.of(id);
        } catch (IllegalArgumentException e) {
            throw new UnreadableItemException("A change has an unknown standing.");
        }
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new UnreadableItemException("A chunk has no number.");
        }
        return Integer.parseInt(text);
    }
}
