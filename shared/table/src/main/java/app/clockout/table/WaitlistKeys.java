package app.clockout.table;

import app.clockout.domain.MemberId;
import app.clockout.domain.Place;

/** The keys of who waits, by bucket ({@code WAITLIST#bucket}), and of each bucket's count, all in {@code WAITLIST}. */
public final class WaitlistKeys {
    public static final String COUNTS = "WAITLIST";
    public static final String BUCKET = "BUCKET#";

    private WaitlistKeys() {}

    public static Key count(long bucket) {
        return new Key(COUNTS, BUCKET + "%09d".formatted(bucket));
    }

    /** Whose count it is. */
    public static long bucket(Item count) {
        return Long.parseLong(count.text(Key.SORT).substring(BUCKET.length()));
    }

    public static String partition(long bucket) {
        return "WAITLIST#%09d".formatted(bucket);
    }

    public static Key waiting(Place place, MemberId member) {
        return new Key(partition(place.bucket()), sort(place) + "#" + member);
    }

    /** Sorts after all who have this place. */
    static String last(Place place) {
        return sort(place) + "#\uffff";
    }

    public static Place place(Item waiting) {
        var sort = waiting.text(Key.SORT);
        return new Place(Long.parseLong(sort.substring(0, sort.indexOf('#'))));
    }

    public static MemberId member(Item waiting) {
        var sort = waiting.text(Key.SORT);
        return new MemberId(sort.substring(sort.indexOf('#') + 1));
    }

    private static String sort(Place place) {
        return "%012d".formatted(place.number());
    }
}
