package app.clockout.waitlist;

import app.clockout.domain.BusyException;
import app.clockout.domain.FoldedText;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Place;
import app.clockout.table.Item;
import app.clockout.table.Table;
import app.clockout.table.WaitlistKeys;
import app.clockout.table.Write;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Lists who waits, bucket by bucket, and drops the counts of those that emptied (docs/table-design.md). */
final class WaitlistStore {
    /** @param position how many wait at this place or before it */
    record Waiting(MemberId member, Place place, long position) {}

    /** Whom to look for; null matches everybody. */
    record Filter(@Nullable Industry industry, @Nullable FoldedText city) {
        static final Filter NONE = new Filter(null, null);

        boolean matches(Person person) {
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

    /** Buckets read at the same time while looking for people who match a filter. */
    private static final int READ_AHEAD = 16;

    private final Table table;

    WaitlistStore(Table table) {
        this.table = table;
    }

    /** Drops the count of a bucket that emptied, so that old buckets do not add up; no matter where one did not. */
    void dropIfEmpty(long bucket) {
        table.commit(Write.delete(WaitlistKeys.count(bucket))
                .onlyIf("waiting = :none")
                .where(":none", 0));
    }

    /**
     * Those who wait, longest first.
     *
     * @param after the place to go on after; null from the start
     * @param most how many at the most
     */
    List<Waiting> first(Filter filter, @Nullable Place after, int most) {
        var found = new ArrayList<Waiting>();
        var buckets = new Buckets(after, filter.isNone() ? 1 : READ_AHEAD);
        while (found.size() < most && buckets.hasNext()) {
            var bucket = buckets.next();
            long position = bucket.before();
            for (var row : bucket.rows()) {
                position++;
                var waiting = new Waiting(WaitlistKeys.member(row), WaitlistKeys.place(row), position);
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
            for (var item : table.beginningWith(WaitlistKeys.COUNTS, WaitlistKeys.BUCKET)) {
                long bucket = WaitlistKeys.bucket(item);
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
            return new Bucket(
                    counted.before(), table.between(WaitlistKeys.partition(counted.bucket()), "0", "9\uffff"));
        }
    }
}
