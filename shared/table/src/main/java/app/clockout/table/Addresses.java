package app.clockout.table;

import app.clockout.domain.AddressHash;
import app.clockout.domain.Application;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.MemberId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an address, all under its hash: whose it is ({@code LOCK}), what was asked with it
 * ({@code APPLICATION#requestId}, {@code SIGNIN#requestId}) and what mail it may still get ({@code DELIVERY}).
 */
public final class Addresses {
    /** How long an asked-for sign-in waits for its mail. */
    private static final Duration SIGN_IN_KEPT = Duration.ofDays(1);

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

    /** Deletes whatever was asked with the address and forgets the mails it did not answer. */
    public void erase(AddressHash hash) {
        table.beginningWith("EMAIL#" + hash, APPLICATION).forEach(item -> table.write(Write.delete(item.key())));
        table.beginningWith("EMAIL#" + hash, SIGN_IN).forEach(item -> table.write(Write.delete(item.key())));
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

    /** A mail to the address came back for good: nothing goes there any more. */
    public void bounced(AddressHash hash, Instant at) {
        note(hash, "bouncedAt", at);
    }

    /** Somebody called a mail to the address unwanted. */
    public void complained(AddressHash hash, Instant at) {
        note(hash, "complainedAt", at);
    }

    private void note(AddressHash hash, String what, Instant at) {
        table.write(Write.update(key(hash, DELIVERY), "SET %1$s = if_not_exists(%1$s, :at)".formatted(what))
                .where(":at", at.toEpochMilli()));
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

    private static Application readApplication(Item item) {
        return new Application(
                item.text(Key.SORT).substring(APPLICATION.length()),
                new EmailAddress(item.text("email")),
                DetailsItem.read(item),
                item.instant("requestedAt"));
    }
}
