package app.clockout.domain;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Names an event: its club's slug, {@code _}, and 16 random base32 characters. That the club is part of it lets one
 * request read the event together with its club and what a member is to it.
 */
public record EventId(String value) {
    private static final int RANDOM = 16;
    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,48}_[a-z2-7]{16}");

    public EventId {
        if (!ID.matcher(value).matches()) {
            throw new IllegalArgumentException("Not the id of an event.");
        }
    }

    public static EventId random(Slug club, RandomGenerator random) {
        return new EventId(club + "_" + Ids.id(random).substring(0, RANDOM));
    }

    /** The id that a path names; empty where it can be none. */
    public static Optional<EventId> parse(String text) {
        return ID.matcher(text).matches()
                        && Slug.parse(text.substring(0, text.indexOf('_'))).isPresent()
                ? Optional.of(new EventId(text))
                : Optional.empty();
    }

    /** The club whose event it is, for good. */
    public Slug club() {
        return new Slug(value.substring(0, value.indexOf('_')));
    }

    @Override
    public String toString() {
        return value;
    }
}
