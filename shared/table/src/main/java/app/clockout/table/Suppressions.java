package app.clockout.table;

import app.clockout.domain.AddressHash;
import app.clockout.domain.BusyException;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Suppression;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What became known of the mails to an address: bounces, complaints, and that an admin lifted them ({@code EMAIL#sha256 /
 * DELIVERY}). Addresses that get no mail, or only some, are listed for admins: {@code SUPPRESSIONS / instant#hash}.
 */
public final class Suppressions {
    /**
     * What became known of the mails to an address.
     *
     * @param changes counts the changes, so that two workers cannot forget each other's
     */
    public record Known(Suppression suppression, long changes) {}

    /**
     * An address that gets no mail, or only what is asked for at that moment.
     *
     * @param position where it stands in the list, to go on from
     */
    public record Suppressed(EmailAddress email, Suppression.Reason reason, Instant since, String position) {}

    private static final String LISTED = "SUPPRESSIONS";

    private final Table table;

    public Suppressions(Table table) {
        this.table = table;
    }

    /** What became known of the mails to an address, in one request. */
    public Known known(AddressHash hash) {
        return table.get(AddressKeys.delivery(hash))
                .map(item -> new Known(read(item), item.numberOr("changes", 0)))
                .orElse(new Known(Suppression.NONE, 0));
    }

    /**
     * Something more becomes known of the mails to an address; looked at again where another was faster. Nothing is written
     * where it changes nothing.
     *
     * @param change what is known then, by what is known
     * @param alongside what is written in the same transaction, by what was and what is known then
     * @throws BusyException where others keep being faster
     */
    public void learn(
            EmailAddress email,
            UnaryOperator<Suppression> change,
            BiFunction<Suppression, Suppression, List<Write>> alongside) {
        var retry = Retry.overtaken(table);
        while (true) {
            var before = known(email.hash());
            var after = change.apply(before.suppression());
            if (after.equals(before.suppression())) {
                return;
            }
            var writes = keep(email, before, after);
            writes.addAll(alongside.apply(before.suppression(), after));
            if (table.commit(writes).done()) {
                return;
            }
            retry.pause();
        }
    }

    /** Keeps what is known of the mails to an address, and lists it as that says; refused when it has changed since. */
    public List<Write> keep(EmailAddress email, Known before, Suppression after) {
        var hash = email.hash();
        var writes = new ArrayList<Write>();
        writes.add(know(hash, before.changes(), after));
        var listedBefore = listed(hash, before.suppression());
        var listedAfter = listed(hash, after);
        if (!listedBefore.equals(listedAfter)) {
            listedBefore.ifPresent(row -> writes.add(Write.delete(row)));
        }
        if (!before.suppression().reason().equals(after.reason()) || !listedBefore.equals(listedAfter)) {
            after.reason()
                    .ifPresent(reason -> writes.add(Write.put(Item.at(listedAfter.orElseThrow())
                            .with("email", email.value())
                            .with("reason", reason.id()))));
        }
        return writes;
    }

    private static Write know(AddressHash hash, long changes, Suppression after) {
        var instants = new LinkedHashMap<String, @Nullable Instant>();
        instants.put("bouncedAt", after.bouncedAt());
        instants.put("complainedAt", after.complainedAt());
        instants.put("liftedAt", after.liftedAt());
        var set = new StringBuilder("SET byTransients = :byTransients, transients = :transients, changes = :next");
        var remove = new ArrayList<String>();
        instants.forEach((name, instant) -> {
            if (instant == null) {
                remove.add(name);
            } else {
                set.append(", %1$s = :%1$s".formatted(name));
            }
        });
        var write = Write.update(
                        AddressKeys.delivery(hash),
                        remove.isEmpty() ? set.toString() : set + " REMOVE " + String.join(", ", remove))
                .where(":byTransients", after.byTransients())
                .where(
                        ":transients",
                        after.transients().entrySet().stream()
                                .map(entry -> entry.getValue() + " " + entry.getKey())
                                .sorted()
                                .toList())
                .where(":next", changes + 1);
        instants.forEach((name, instant) -> {
            if (instant != null) {
                write.where(":" + name, instant.toEpochMilli());
            }
        });
        return changes == 0
                ? write.onlyIf("attribute_not_exists(changes)")
                : write.onlyIf("changes = :changes").where(":changes", changes);
    }

    /** Addresses that get no mail, or only what is asked for, since the latest first, below a position where one is given. */
    public List<Suppressed> suppressed(@Nullable String below, int limit) {
        return table.lastOf(LISTED, below, limit).stream()
                .map(item -> new Suppressed(
                        new EmailAddress(item.text("email")),
                        Suppression.Reason.of(item.text("reason")),
                        Instant.ofEpochMilli(Long.parseLong(item.text(Key.SORT).substring(0, 13))),
                        item.text(Key.SORT)))
                .toList();
    }

    /** Where an address is listed that is suppressed so. */
    static Optional<Key> listed(AddressHash hash, Suppression suppression) {
        return suppression.since().map(since -> new Key(LISTED, "%013d#%s".formatted(since.toEpochMilli(), hash)));
    }

    static Suppression read(Item delivery) {
        return new Suppression(
                delivery.instantOrNull("bouncedAt"),
                delivery.flag("byTransients"),
                delivery.instantOrNull("complainedAt"),
                delivery.texts("transients").stream()
                        .map(text -> text.split(" ", 2))
                        .collect(Collectors.toMap(parts -> parts[1], parts -> Instant.parse(parts[0]))),
                delivery.instantOrNull("liftedAt"));
    }
}
