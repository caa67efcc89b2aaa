package app.clockout.domain;

import java.util.random.RandomGenerator;

/** Names a person, from the confirmed address on; opaque, and never used again for anybody else. */
public record MemberId(String value) {
    public MemberId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("A member id is not blank.");
        }
    }

    public static MemberId random(RandomGenerator random) {
        return new MemberId(Ids.id(random));
    }

    @Override
    public String toString() {
        return value;
    }
}
