package app.clockout.domain;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Names a person, from the confirmed address on; opaque, and never used again for anybody else. */
public record MemberId(String value) {
    private static final Pattern ID = Pattern.compile("\\w[\\w-]{0,63}");

    public MemberId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("A member id is not blank.");
        }
    }

    public static MemberId random(RandomGenerator random) {
        return new MemberId(Ids.id(random));
    }

    /** The id that a token names; empty where it can be none. As long as a key of the table can do with, whatever was typed. */
    public static Optional<MemberId> parse(String text) {
        return ID.matcher(text).matches() ? Optional.of(new MemberId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
