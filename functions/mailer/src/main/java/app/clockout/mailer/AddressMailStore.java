package app.clockout.mailer;

import app.clockout.domain.AddressHash;
import app.clockout.domain.Application;
import app.clockout.domain.MemberId;
import app.clockout.mailer.delivery.MailLedgerStore;
import app.clockout.table.AddressKeys;
import app.clockout.table.Addresses;
import app.clockout.table.Addresses.AddressChange;
import app.clockout.table.Addresses.SignInRequest;
import app.clockout.table.Item;
import app.clockout.table.Key;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An address as the mailer sees it: whose it is, what was asked with it, and what mail it may still get. */
final class AddressMailStore {
    /**
     * An address as a mail worker sees it.
     *
     * @param owner the person it belongs to; null while it has no owner
     * @param restUntil until when it is left alone after a declined person withdrew; null without such a rest
     */
    record Address(
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
        MailState spending(Instant fullAgainAt) {
            return new MailState(bouncedAt, complainedAt, fullAgainAt, confirmations, signedUp, version);
        }

        /** The same for an address that signed up, with these confirmation mails unanswered. */
        MailState confirming(List<Instant> confirmations) {
            return new MailState(bouncedAt, complainedAt, fullAgainAt, confirmations, true, version);
        }
    }

    /**
     * An address together with one thing that was asked with it.
     *
     * @param asked null once that is gone
     * @param begun whether the mail about it was claimed before, and so what it uses up is used up already
     */
    record Asked<T>(Address address, @Nullable T asked, boolean begun) {}

    private final Table table;

    AddressMailStore(Table table) {
        this.table = table;
    }

    /** The address, the application, if it is kept still, and whether its mail has begun, in one request. */
    Asked<Application> applied(AddressHash hash, String requestId, String mailKey, Instant now) {
        return asked(hash, AddressKeys.application(hash, requestId), mailKey, Addresses::readApplication, now);
    }

    /** The address, the asked-for sign-in, if it is kept still, and whether its mail has begun, in one request. */
    Asked<SignInRequest> askedToSignIn(AddressHash hash, String requestId, String mailKey, Instant now) {
        return asked(
                hash,
                AddressKeys.signIn(hash, requestId),
                mailKey,
                item -> new SignInRequest(requestId, item.text("next")),
                now);
    }

    /** The address, the asked-for change, if it is kept still, and whether its mail has begun, in one request. */
    Asked<AddressChange> askedToChange(AddressHash hash, String requestId, String mailKey, Instant now) {
        return asked(hash, AddressKeys.change(hash, requestId), mailKey, Addresses::readChange, now);
    }

    /** The address alone, in one request. */
    Address address(AddressHash hash) {
        var lock = AddressKeys.lock(hash);
        var delivery = AddressKeys.delivery(hash);
        var found = table.getAll(List.of(lock, delivery));
        return readAddress(hash, found.get(lock), found.get(delivery));
    }

    /** What mail these addresses may still get; one request for each hundred. */
    Map<AddressHash, MailState> mail(Collection<AddressHash> hashes) {
        var found = table.getAll(hashes.stream().map(AddressKeys::delivery).toList());
        return hashes.stream()
                .collect(Collectors.toMap(
                        hash -> hash, hash -> readMail(found.get(AddressKeys.delivery(hash))), (one, same) -> one));
    }

    /** Keeps what mail an address may still get; refused when it has changed since it was read. */
    Write keep(AddressHash hash, MailState before, MailState after) {
        var write = Write.update(
                        AddressKeys.delivery(hash),
                        "SET confirmations = :confirmations, signedUp = :signedUp, version = :next"
                                + (after.fullAgainAt() == null ? "" : ", fullAgainAt = :full"))
                .where(
                        ":confirmations",
                        after.confirmations().stream().map(Instant::toString).toList())
                .where(":signedUp", after.signedUp())
                .where(":next", before.version() + 1);
        if (after.fullAgainAt() != null) {
            write.where(":full", after.fullAgainAt().toEpochMilli());
        }
        return before.version() == 0
                ? write.onlyIf("attribute_not_exists(version)")
                : write.onlyIf("version = :version").where(":version", before.version());
    }

    private <T> Asked<T> asked(AddressHash hash, Key request, String mailKey, Function<Item, T> reader, Instant now) {
        var lock = AddressKeys.lock(hash);
        var delivery = AddressKeys.delivery(hash);
        var mail = MailLedgerStore.row(mailKey);
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
}
