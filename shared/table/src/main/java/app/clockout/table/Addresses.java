package app.clockout.table;

import app.clockout.domain.AddressHash;
import app.clockout.domain.Application;
import app.clockout.domain.BusyException;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.MemberId;
import app.clockout.domain.Suppression;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an address, all under its hash: whose it is ({@code LOCK}), what was asked with it
 * ({@code APPLICATION#requestId}, {@code SIGNIN#requestId}, {@code CHANGE#requestId}) and what mail it may still get
 * ({@code DELIVERY}). Those that get none, or only some, are listed for admins: {@code SUPPRESSIONS / instant#hash}.
 */
public final class Addresses {
    /** How long an asked-for sign-in waits for its mail. */
    private static final Duration SIGN_IN_KEPT = Duration.ofDays(1);

    /** Longer than its link works, so that a mail which waits for its turn finds it. */
    private static final Duration CHANGE_KEPT = Duration.ofHours(72);

    /**
     * An address as a mail worker sees it.
     *
     * @param owner the person it belongs to; null while it is nobody's
     * @param restUntil until when it is left alone after a declined person withdrew; null without such a rest
     */
    public record Address(
            AddressHash hash,
            @Nullable MemberId owner,
            @Nullable Instant restUntil,
            MailState mail) {}

    /**
     * What mail an address may still get.
     *
     * @param bouncedAt since when nothing goes there; null while it takes mail
     * @param complainedAt since when only what is asked for at that moment goes there; null without a complaint
     * @param fullAgainAt the state of the sign-in mails' allowance
     * @param confirmations when the unanswered confirmation mails were sent
     * @param signedUp whether its sign-up has been counted
     * @param version counts the changes, so that two workers cannot spend the same allowance
     */
    public record MailState(
            @Nullable Instant bouncedAt,
            @Nullable Instant complainedAt,
            @Nullable Instant fullAgainAt,
            List<Instant> confirmations,
            boolean signedUp,
            long version) {

        /** The same with less left of the allowance for sign-in mails. */
        public MailState spending(Instant fullAgainAt) {
            return new MailState(bouncedAt, complainedAt, fullAgainAt, confirmations, signedUp, version);
        }

        /** The same for an address that signed up, with these confirmation mails unanswered. */
        public MailState confirming(List<Instant> confirmations) {
            return new MailState(bouncedAt, complainedAt, fullAgainAt, confirmations, true, version);
        }
    }

    /** @param next the path that the mailed link ends at */
    public record SignInRequest(String requestId, String next) {}

    /**
     * Somebody's account is to move to another address.
     *
     * @param email the address it is to move to
     */
    public record AddressChange(String requestId, MemberId member, EmailAddress email) {}

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

    /**
     * An address together with one thing that was asked with it.
     *
     * @param asked null once that is gone
     * @param begun whether the mail about it was claimed before, and so what it uses up is used up already
     */
    public record Asked<T>(Address address, @Nullable T asked, boolean begun) {}

    private static final String LOCK = "LOCK";
    private static final String DELIVERY = "DELIVERY";
    private static final String APPLICATION = "APPLICATION#";
    private static final String SIGN_IN = "SIGNIN#";
    private static final String CHANGE = "CHANGE#";
    private static final String SUPPRESSIONS = "SUPPRESSIONS";

    private final Table table;

    public Addresses(Table table) {
        this.table = table;
    }

    private static Key key(AddressHash hash, String sort) {
        return new Key("EMAIL#" + hash, sort);
    }

    /** Keeps a sign-up as it was typed. */
    public Write apply(Application application) {
        var item = Item.at(key(application.email().hash(), APPLICATION + application.requestId()))
                .with("email", application.email().value())
                .with("requestedAt", application.requestedAt())
                .expiring(application.requestedAt().plus(Application.KEPT));
        return Write.put(DetailsItem.write(item, application.details())).onlyIfAbsent();
    }

    public Write askToSignIn(AddressHash hash, SignInRequest request, Instant now) {
        return Write.put(Item.at(key(hash, SIGN_IN + request.requestId()))
                        .with("next", request.next())
                        .expiring(now.plus(SIGN_IN_KEPT)))
                .onlyIfAbsent();
    }

    /** Keeps that somebody's account is to move to an address. */
    public Write askToChange(AddressChange change, Instant now) {
        return Write.put(Item.at(key(change.email().hash(), CHANGE + change.requestId()))
                        .with("memberId", change.member().value())
                        .with("email", change.email().value())
                        .expiring(now.plus(CHANGE_KEPT)))
                .onlyIfAbsent();
    }

    public Optional<AddressChange> change(AddressHash hash, String requestId) {
        return table.get(key(hash, CHANGE + requestId)).map(Addresses::readChange);
    }

    /** The change is done with. */
    public Write settle(AddressChange change) {
        return Write.delete(key(change.email().hash(), CHANGE + change.requestId()));
    }

    public Optional<Application> application(AddressHash hash, String requestId) {
        return table.get(key(hash, APPLICATION + requestId)).map(Addresses::readApplication);
    }

    /** The address, the application, if it is kept still, and whether its mail has begun, in one request. */
    public Asked<Application> applied(AddressHash hash, String requestId, String mailKey, Instant now) {
        return asked(hash, APPLICATION + requestId, mailKey, Addresses::readApplication, now);
    }

    /** The address, the asked-for sign-in, if it is kept still, and whether its mail has begun, in one request. */
    public Asked<SignInRequest> askedToSignIn(AddressHash hash, String requestId, String mailKey, Instant now) {
        return asked(hash, SIGN_IN + requestId, mailKey, item -> new SignInRequest(requestId, item.text("next")), now);
    }

    /** The address, the asked-for change, if it is kept still, and whether its mail has begun, in one request. */
    public Asked<AddressChange> askedToChange(AddressHash hash, String requestId, String mailKey, Instant now) {
        return asked(hash, CHANGE + requestId, mailKey, Addresses::readChange, now);
    }

    /** The address alone, in one request. */
    public Address address(AddressHash hash) {
        var lock = key(hash, LOCK);
        var delivery = key(hash, DELIVERY);
        var found = table.getAll(List.of(lock, delivery));
        return readAddress(hash, found.get(lock), found.get(delivery));
    }

    /** What mail these addresses may still get; one request for each hundred. */
    public Map<AddressHash, MailState> mail(Collection<AddressHash> hashes) {
        var found =
                table.getAll(hashes.stream().map(hash -> key(hash, DELIVERY)).toList());
        return hashes.stream()
                .collect(Collectors.toMap(
                        hash -> hash, hash -> readMail(found.get(key(hash, DELIVERY))), (one, same) -> one));
    }

    /** Whose address this is, in one request. */
    public Optional<MemberId> owner(AddressHash hash) {
        return table.get(key(hash, LOCK))
                .map(item -> item.textOrNull("memberId"))
                .map(MemberId::new);
    }

    /** Makes the address a person's; refused when it is somebody's already, or at rest. */
    public Write take(AddressHash hash, MemberId owner, Instant now) {
        return Write.put(Item.at(key(hash, LOCK)).with("memberId", owner.value()))
                .onlyIf("attribute_not_exists(PK) OR (attribute_not_exists(memberId) AND expires <= :now)")
                .where(":now", now.getEpochSecond());
    }

    /** Passes the address on from who had it before; refused when it is no longer theirs. */
    public Write pass(AddressHash hash, MemberId from, MemberId to) {
        return Write.put(Item.at(key(hash, LOCK)).with("memberId", to.value()))
                .onlyIf("memberId = :from")
                .where(":from", from.value());
    }

    /** Frees the address of a person who leaves; with a rest, it is left alone until then. */
    public Write free(AddressHash hash, MemberId owner, @Nullable Instant restUntil) {
        var lock = key(hash, LOCK);
        var write =
                restUntil == null ? Write.delete(lock) : Write.put(Item.at(lock).expiring(restUntil));
        return write.onlyIf("memberId = :owner").where(":owner", owner.value());
    }

    /** The application is done with. */
    public Write settle(Application application) {
        return Write.delete(key(application.email().hash(), APPLICATION + application.requestId()));
    }

    /**
     * Deletes whatever was asked with the address and forgets the mails it did not answer. That it takes no mail stays known, under
     * its hash alone: it is listed no more.
     */
    public void erase(AddressHash hash) {
        for (var item : table.between("EMAIL#" + hash, APPLICATION, SIGN_IN + '\uffff')) {
            var sort = item.text(Key.SORT);
            if (sort.equals(DELIVERY)) {
                listed(hash, readSuppression(item)).ifPresent(row -> table.write(Write.delete(row)));
            } else if (!sort.equals(LOCK)) {
                table.write(Write.delete(item.key()));
            }
        }
        table.write(Write.update(key(hash, DELIVERY), "REMOVE confirmations, signedUp ADD version :one")
                .where(":one", 1));
    }

    /** Keeps what mail an address may still get; refused when somebody else changed it since it was read. */
    public Write keep(AddressHash hash, MailState before, MailState after) {
        var write = Write.update(
                        key(hash, DELIVERY),
                        "SET confirmations = :confirmations, signedUp = :signedUp, version = :next"
                                + (after.fullAgainAt() == null ? "" : ", fullAgainAt = :full"))
                .where(
                        ":confirmations",
                        Item.at(key(hash, DELIVERY))
                                .with(
                                        "c",
                                        after.confirmations().stream()
                                                .map(Instant::toString)
                                                .toList())
                                .value("c"))
                .where(":signedUp", after.signedUp())
                .where(":next", before.version() + 1);
        if (after.fullAgainAt() != null) {
            write.where(":full", after.fullAgainAt().toEpochMilli());
        }
        return before.version() == 0
                ? write.onlyIf("attribute_not_exists(version)")
                : write.onlyIf("version = :version").where(":version", before.version());
    }

    /** What became known of the mails to an address, in one request. */
    public Known known(AddressHash hash) {
        return table.get(key(hash, DELIVERY))
                .map(item -> new Known(readSuppression(item), item.numberOr("changes", 0)))
                .orElse(new Known(Suppression.NONE, 0));
    }

    /**
     * Something more becomes known of the mails to an address; looked at again where somebody else was faster. Nothing is written
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

    /** Keeps what is known of the mails to an address, and lists it as that says; refused when somebody else changed it. */
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
                        key(hash, DELIVERY),
                        remove.isEmpty() ? set.toString() : set + " REMOVE " + String.join(", ", remove))
                .where(":byTransients", after.byTransients())
                .where(
                        ":transients",
                        Item.texts(after.transients().entrySet().stream()
                                .map(entry -> entry.getValue() + " " + entry.getKey())
                                .sorted()
                                .toList()))
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
        return table.lastOf(SUPPRESSIONS, below, limit).stream()
                .map(item -> new Suppressed(
                        new EmailAddress(item.text("email")),
                        Suppression.Reason.of(item.text("reason")),
                        Instant.ofEpochMilli(Long.parseLong(item.text(Key.SORT).substring(0, 13))),
                        item.text(Key.SORT)))
                .toList();
    }

    /** Where an address is listed that is suppressed so. */
    private static Optional<Key> listed(AddressHash hash, Suppression suppression) {
        return suppression
                .since()
                .map(since -> new Key(SUPPRESSIONS, "%013d#%s".formatted(since.toEpochMilli(), hash)));
    }

    private <T> Asked<T> asked(AddressHash hash, String sort, String mailKey, Function<Item, T> reader, Instant now) {
        var lock = key(hash, LOCK);
        var delivery = key(hash, DELIVERY);
        var request = key(hash, sort);
        var mail = MailLedger.row(mailKey);
        Map<Key, Item> found = table.getAll(List.of(lock, delivery, request, mail));
        var asked = found.get(request);
        boolean kept = asked != null && asked.number(Item.EXPIRES) > now.getEpochSecond();
        return new Asked<>(
                readAddress(hash, found.get(lock), found.get(delivery)),
                kept ? reader.apply(asked) : null,
                found.containsKey(mail));
    }

    private static Address readAddress(AddressHash hash, @Nullable Item lock, @Nullable Item delivery) {
        var owner = lock == null ? null : lock.textOrNull("memberId");
        return new Address(
                hash,
                owner == null ? null : new MemberId(owner),
                lock == null || owner != null ? null : Instant.ofEpochSecond(lock.number(Item.EXPIRES)),
                readMail(delivery));
    }

    private static MailState readMail(@Nullable Item delivery) {
        return delivery == null
                ? new MailState(null, null, null, List.of(), false, 0)
                : new MailState(
                        delivery.instantOrNull("bouncedAt"),
                        delivery.instantOrNull("complainedAt"),
                        delivery.instantOrNull("fullAgainAt"),
                        delivery.texts("confirmations").stream()
                                .map(Instant::parse)
                                .toList(),
                        delivery.flag("signedUp"),
                        delivery.numberOr("version", 0));
    }

    private static Suppression readSuppression(Item delivery) {
        return new Suppression(
                delivery.instantOrNull("bouncedAt"),
                delivery.flag("byTransients"),
                delivery.instantOrNull("complainedAt"),
                delivery.texts("transients").stream()
                        .map(text -> text.split(" ", 2))
                        .collect(Collectors.toMap(parts -> parts[1], parts -> Instant.parse(parts[0]))),
                delivery.instantOrNull("liftedAt"));
    }

    private static AddressChange readChange(Item item) {
        return new AddressChange(
                item.text(Key.SORT).substring(CHANGE.length()),
                new MemberId(item.text("memberId")),
                new EmailAddress(item.text("email")));
    }

    private static Application readApplication(Item item) {
        return new Application(
                item.text(Key.SORT).substring(APPLICATION.length()),
                new EmailAddress(item.text("email")),
                DetailsItem.read(item),
                item.instant("requestedAt"));
    }
}
