package app.clockout.table;

import app.clockout.domain.FoldedText;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Place;

/**
 * Who waits, in order. A row for each person lies in the bucket of their place ({@code WAITLIST#bucket /
 * place#memberId}), and a count for each bucket beside the others ({@code WAITLIST / BUCKET#bucket}), kept in the same
 * transactions as the rows: a position is one query of counts and one in the own bucket, at any length. The function of the
 * waitlist lists them.
 */
public final class Waitlist {
    private static final Key PLACES = Key.alone("COUNTER#places");

    private final Table table;

    public Waitlist(Table table) {
        this.table = table;
    }

    /** The next place. A place that is then not used leaves a gap, which is harmless. */
    public Place nextPlace() {
        return new Place(table.add(PLACES, "places", 1));
    }

    public Write enter(Person person) {
        return Write.put(Item.at(WaitlistKeys.waiting(person.place(), person.id()))
                        .with("industry", person.details().industry().id())
                        .with("city", FoldedText.of(person.details().city()).value()))
                .onlyIfAbsent();
    }

    public Write leave(Place place, MemberId member) {
        return Write.delete(WaitlistKeys.waiting(place, member));
    }

    /** Adds to the count of a bucket; committed together with as many rows entering or leaving it. */
    public Write count(long bucket, int change) {
        return Write.update(WaitlistKeys.count(bucket), "ADD waiting :change").where(":change", change);
    }

    /** How many wait at this place or before it: one for who has waited longest. Two requests. */
    public long position(Place place) {
        long before = 0;
        if (place.bucket() > 0) {
            for (var count : table.between(
                    WaitlistKeys.COUNTS,
                    WaitlistKeys.BUCKET,
                    WaitlistKeys.count(place.bucket() - 1).sort())) {
                before += count.number("waiting");
            }
        }
        return before + table.count(WaitlistKeys.partition(place.bucket()), "0", WaitlistKeys.last(place));
    }

    /** How many wait in all. One request for each megabyte of counts, which is about four million people. */
    public long length() {
        return table.beginningWith(WaitlistKeys.COUNTS, WaitlistKeys.BUCKET).stream()
                .mapToLong(item -> item.number("waiting"))
                .sum();
    }
}
