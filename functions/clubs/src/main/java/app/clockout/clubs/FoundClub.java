package app.clockout.clubs;

import app.clockout.domain.Club;
import app.clockout.domain.Membership;
import app.clockout.domain.Person;
import app.clockout.domain.Repeatable;
import app.clockout.domain.Slug;
import app.clockout.environment.Environment;
import app.clockout.table.DailyCounters;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.IdempotencyKeys;
import app.clockout.table.IdempotencyKeys.Before;
import app.clockout.table.Retry;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Founds a club: item, membership, list rows, the founder's allowance and the figures in one transaction, without a read
 * where the slug is nobody's and the founder founded none lately (docs/table-design.md, C1).
 */
final class FoundClub {
    sealed interface Outcome {
        /** @param club as it is now, which is another than it was made where the request is a repeated one */
        record Founded(Club club) implements Outcome {}

        record TooMany(Duration retryAfter) implements Outcome {}

        /**
         * The same idempotency key came with another request before.
         *
         * @param before the club that it founded
         */
        record KeyTaken(Slug before) implements Outcome {}
    }

    private static final int MOST_LATELY = 3;

    private final Table table;
    private final ClubStore clubs;
    private final MembershipStore memberships;
    private final ClubListStore list;
    private final DailyCounters counters;
    private final InstantSource clock;
    private final RandomGenerator random;

    FoundClub(
            Table table,
            ClubStore clubs,
            MembershipStore memberships,
            ClubListStore list,
            DailyCounters counters,
            Environment environment) {
        this.table = table;
        this.clubs = clubs;
        this.memberships = memberships;
        this.list = list;
        this.counters = counters;
        this.clock = environment.clock();
        this.random = environment.random();
    }

    /** What a form that cannot found anything any more has founded already, if it did; or another that had its key. */
    Optional<Outcome> before(Person founder, Repeatable repeatable) {
        return IdempotencyKeys.before(table, founder.id(), repeatable, clock.instant())
                .map(this::told);
    }

    private Outcome told(Before before) {
        var slug = new Slug(before.id());
        return before.same()
                ? new Outcome.Founded(clubs.findEvenClosed(slug).orElseThrow())
                : new Outcome.KeyTaken(slug);
    }

    Outcome found(Person founder, ClubForm form, @Nullable Repeatable repeatable) {
        var founding = new Founding(founder, form, repeatable, clock.instant());
        return Retry.overtaken(table).until(founding::attempt);
    }

    /** One founding, which learns from each refusal what it did not know. */
    private final class Founding {
        private final Person founder;
        private final ClubForm form;
        private final @Nullable Repeatable repeatable;
        private final Instant now;

        private Slug slug;
        private List<Instant> before = List.of();
        private int attempts;

        Founding(Person founder, ClubForm form, @Nullable Repeatable repeatable, Instant now) {
            this.founder = founder;
            this.form = form;
            this.repeatable = repeatable;
            this.now = now;
            this.slug = SlugOfName.of(form.name());
        }

        Optional<Outcome> attempt() {
            attempts++;
            var club = form.asNew(slug, founder, now);
            var found = clubs.found(club);
            var note = FoundingStore.note(founder.id(), before, now);
            var writes = new ArrayList<Write>();
            writes.add(found);
            writes.add(note);
            writes.addAll(memberships.become(null, new Membership(slug, founder.id(), Membership.State.MEMBER, now)));
            writes.addAll(list.enter(club));
            writes.add(counters.add(now, Map.of(Count.CLUBS, 1)));
            var made = IdempotencyKeys.commit(table, writes, slug.value(), founder.id(), repeatable, now);
            if (made.now()) {
                return Optional.of(new Outcome.Founded(club));
            }
            if (made.before() != null) {
                return Optional.of(told(made.before()));
            }
            var commit = made.commit();
            if (commit.refused(note)) {
                before = FoundingStore.met(commit, note);
                var lately = FoundingStore.lately(before, now);
                if (lately.size() >= MOST_LATELY) {
                    // The oldest that has to stop counting, so that one more is allowed.
                    var until = lately.get(lately.size() - MOST_LATELY).plus(FoundingStore.COUNTED);
                    return Optional.of(new Outcome.TooMany(Duration.between(now, until)));
                }
            }
            if (commit.refused(found)) {
                slug = free(SlugOfName.of(form.name()));
            }
            return Optional.empty();
        }

        /** A numbered slug that nobody had a moment ago; the more attempts failed, the less likely others take the same. */
        private Slug free(Slug wanted) {
            for (int from = 2; from <= 1000; from = from < 10 ? 10 : from + 100) {
                var numbered = IntStream.range(from, from < 10 ? 10 : from + 100)
                        .mapToObj(n -> SlugOfName.numbered(wanted, n))
                        .toList();
                var taken = clubs.taken(numbered);
                var free =
                        numbered.stream().filter(slug -> !taken.contains(slug)).toList();
                if (!free.isEmpty()) {
                    return free.get(random.nextInt(Math.min(attempts, free.size())));
                }
            }
            return SlugOfName.numbered(wanted, random.nextInt(1000, 10_000));
        }
    }
}
