package app.clockout.table;

import app.clockout.domain.BusyException;
import app.clockout.domain.FoldedText;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Place;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Who waits, in order. A row for each person lies in the bucket of their place ({@code WAITLIST#bucket /
 * place#memberId}), and a count for each bucket beside the others ({@code WAITLIST / BUCKET#bucket}), kept in the same
 * transactions as the rows: a position is one query of counts and one in the own bucket, at any length.
 */
public final class Waitlist {
    /** @param position how many wait at this place or before it */
    public record Waiting(MemberId member, Place place, long position) {}

    /** Whom to look for; null matches everybody. */
    public record Filter(
            @Nullable Industry industry, @Nullable FoldedText city) {
        public static final Filter NONE = new Filter(null, null);

        public boolean matches(Person person) {
            return (industry == null || industry == person.details().industry())
                    && (city == null
                            || city.equals(FoldedText.of(person.details().city())));
        }

        private boolean matches(Item row) {
            return (industry == null || industry.id().equals(row.text("industry")))
                    && (city == null || city.value().equals(row.text("city")));
        }

        private boolean isNone() {
            return industry == null && city == null;
        }
    }

    private static final String COUNTS = "WAITLIST";
    private static final Key PLACES = Key.alone("COUNTER#places");
    /** Buckets read at the same time while looking for people who match a filter. */
    private static final int READ_AHEAD = 16;

    private final Table table;

    public Waitlist(Table table) {
        this.table = table;
    }

    /** The next place. A place that is then not used leaves a gap, which is harmless. */
    public Place nextPlace() {
        return new Place(table.add(PLACES, "places", 1));
    }

    public Write enter(Person person) {
        return Write.put(Item.at(row(person.place(), person.id()))
                        .with("industry", person.details().industry().id())
                        .with("city", FoldedText.of(person.details().city()).value()))
                .onlyIfAbsent();
    }

    public Write leave(Place place, MemberId member) {
        return Write.delete(row(place, member));
    }

    /** Adds to the count of a bucket; committed together with as many rows entering or leaving it. */
    public Write count(long bucket, int change) {
        return Write.update(count(bucket), "ADD waiting :change").where(":change", change);
    }

    /** Drops the count of a bucket that emptied, so that old buckets do not add up; no matter where one did not. */
    public void dropIfEmpty(long bucket) {
        table.commit(Write.delete(count(bucket)).onlyIf("waiting = :none").where(":none", 0));
    }

    /** How many wait at this place or before it: one for who has waited longest. Two requests. */
    public long position(Place place) {
        long before = 0;
        if (place.bucket() > 0) {
            for (var count : table.between(COUNTS, bucket(0), bucket(place.bucket() - 1))) {
                before += count.number("waiting");
            }
        }
        return before + table.count(partition(place.bucket()), "0", sort(place) + "#\uffff");
    }

    /** How many wait in all. One request for each megabyte of counts, which is about four million people. */
    public long length() {
        return table.beginningWith(COUNTS, "BUCKET#").stream()
                .mapToLong(item -> item.number("waiting"))
                .sum();
    }

    /**
     * Those who wait, longest first.
     *
     * @param after the place to go on after; null from the start
     * @param most how many at the most
     */
    public List<Waiting> first(Filter filter, @Nullable Place after, int most) {
        var found = new ArrayList<Waiting>();
        var buckets = new Buckets(after, filter.isNone() ? 1 : READ_AHEAD);
        while (found.size() < most && buckets.hasNext()) {
            var bucket = buckets.next();
            long position = bucket.before();
            for (var row : bucket.rows()) {
                position++;
                var waiting = waiting(row, position);
                if ((after == null || waiting.place().compareTo(after) > 0)
                        && filter.matches(row)
                        && found.size() < most) {
                    found.add(waiting);
                }
            }
        }
        return found;
    }

    private record Bucket(long before, List<Item> rows) {}

    private record Counted(long bucket, long before) {}

    /** Walks the buckets in order, reading some ahead, from the one of the given place on. */
    private final class Buckets implements Iterator<Bucket> {
        private final List<Counted> counted = new ArrayList<>();
        private final int readAhead;
        private final List<Bucket> read = new ArrayList<>();
        private int next;

        Buckets(@Nullable Place after, int readAhead) {
            this.readAhead = readAhead;
            long before = 0;
            for (var item : table.beginningWith(COUNTS, "BUCKET#")) {
                long bucket = Long.parseLong(item.text(Key.SORT).substring("BUCKET#".length()));
                long waiting = item.number("waiting");
                if (waiting > 0 && (after == null || bucket >= after.bucket())) {
                    counted.add(new Counted(bucket, before));
                }
                before += waiting;
            }
        }

        @Override
        public boolean hasNext() {
            return next < counted.size();
        }

        @Override
        public Bucket next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (next == read.size()) {
                read.addAll(rowsOf(counted.subList(next, Math.min(next + readAhead, counted.size()))));
            }
            return read.get(next++);
        }

        private List<Bucket> rowsOf(List<Counted> some) {
            if (some.size() == 1) {
                return List.of(rows(some.getFirst()));
            }
            try (var threads = table.threads().parallel()) {
                var running = some.stream()
                        .map(bucket -> threads.submit(() -> rows(bucket)))
                        .toList();
                var rows = new ArrayList<Bucket>();
                for (Future<Bucket> one : running) {
                    rows.add(one.get());
                }
                return rows;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BusyException(e);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof BusyException busy ? busy : new IllegalStateException(e);
            }
        }

        private Bucket rows(Counted counted) {
            return new Bucket(counted.before(), table.between(partition(counted.bucket()), "0", "9\uffff"));
        }
    }

    private static Waiting waiting(Item row, long position) {
        var sort = row.text(Key.SORT);
        int hash = sort.indexOf('#');
        return new Waiting(
                new MemberId(sort.substring(hash + 1)), new Place(Long.parseLong(sort.substring(0, hash))), position);
    }

    private static Key row(Place place, MemberId member) {
        return new Key(partition(place.bucket()), sort(place) + "#" + member);
    }

    private static Key count(long bucket) {
        return new Key(COUNTS, bucket(bucket));
    }

    private static String partition(long bucket) {
        return "WAITLIST#%09d".formatted(bucket);
    }

    private static String bucket(long bucket) {
        return "BUCKET#%09d".formatted(bucket);
    }

    private static String sort(Place place) {
        return "%012d".formatted(place.number());
    }
}
