package app.clockout.domain;

/**
 * A place in the order of all who ever confirmed: numbers rise, gaps are harmless. 256 places share a bucket, so that
 * a position is the sum of the buckets before plus a look into one's own.
 */
public record Place(long number) implements Comparable<Place> {
    public static final int BUCKET_SIZE = 256;

    public long bucket() {
        return number / BUCKET_SIZE;
    }

    @Override
    public int compareTo(Place other) {
        return Long.compare(number, other.number);
    }
}
