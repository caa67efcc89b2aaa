package app.clockout.table;

import app.clockout.domain.AddressHash;
import app.clockout.domain.MemberId;
import app.clockout.domain.Standing;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change of the table that has consequences, as its stream tells it. */
public sealed interface Change {
    record Applied(AddressHash address, String requestId) implements Change {}

    record SignInAsked(AddressHash address, String requestId) implements Change {}

    /** Somebody's standing began or changed. */
    record StandingChanged(MemberId member, Standing to) implements Change {}

    record ChunkMade(String decisionId, int number) implements Change {}

    /** Reads one text attribute of an image; null where there is none, or no such image. */
    @FunctionalInterface
    interface Image {
        @Nullable
        String text(String attribute);
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
        } else if (partition.startsWith("MEMBER#") && sort.equals("PROFILE")) {
            var standing = required(after, "standing");
            return standing.equals(before.text("standing"))
                    ? Optional.empty()
                    : Optional.of(new StandingChanged(new MemberId(rest("MEMBER#", partition)), standing(standing)));
        } else if (partition.startsWith("DECISION#") && sort.startsWith("CHUNK#")) {
            return Optional.of(new ChunkMade(rest("DECISION#", partition), number(rest("CHUNK#", sort))));
        }
        return Optional.empty();
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
