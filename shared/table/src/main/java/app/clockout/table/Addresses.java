package app.clockout.table;

import app.clockout.domain.AddressHash;
import app.clockout.domain.Application;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.MemberId;
import app.clockout.environment.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose an address is ({@code LOCK}) and what was asked with it ({@code APPLICATION#requestId}, {@code SIGNIN#requestId},
 * {@code CHANGE#requestId}), all under its hash. Which mail it may get is apart: {@link Suppressions}, and the mailer's own part of
 * the same row.
 */
public final class Addresses {
    /** How long an asked-for sign-in waits for its mail. */
    private static final Duration SIGN_IN_KEPT = Duration.ofDays(1);

    /** Longer than its link works, so that a mail which waits for its turn finds it. */
    private static final Duration CHANGE_KEPT = Duration.ofHours(72);

    /** @param next the path that the mailed link ends at */
    public record SignInRequest(String requestId, String next) {}

    /**
     * An account that is to move to another address.
     *
     * @param email the address it is to move to
     */
    public record AddressChange(String requestId, MemberId member, EmailAddress email) {}

    private final Table table;

    public Addresses(Table table) {
        this.table = table;
    }

    /** Where the founder gets mail, as the stack's parameter says. */
    public static EmailAddress ofFounder(Environment environment) {
        return environment.parsed("FOUNDER_EMAIL", EmailAddress::parse);
    }

    /** Keeps a sign-up as it was typed. */
    public Write apply(Application application) {
        var item = Item.at(AddressKeys.application(application.email().hash(), application.requestId()))
                .with("email", application.email().value())
                .with("requestedAt", application.requestedAt())
                .expiring(application.requestedAt().plus(Application.KEPT));
        return Write.put(DetailsItem.write(item, application.details())).onlyIfAbsent();
    }

    public Write askToSignIn(AddressHash hash, SignInRequest request, Instant now) {
        return Write.put(Item.at(AddressKeys.signIn(hash, request.requestId()))
                        .with("next", request.next())
                        .expiring(now.plus(SIGN_IN_KEPT)))
                .onlyIfAbsent();
    }

    /** Keeps that an account is to move to an address. */
    public Write askToChange(AddressChange change, Instant now) {
        return Write.put(Item.at(AddressKeys.change(change.email().hash(), change.requestId()))
                        .with("memberId", change.member().value())
                        .with("email", change.email().value())
                        .expiring(now.plus(CHANGE_KEPT)))
                .onlyIfAbsent();
    }

    public Optional<AddressChange> change(AddressHash hash, String requestId) {
        return table.get(AddressKeys.change(hash, requestId)).map(Addresses::readChange);
    }

    /** The change is done with. */
    public Write settle(AddressChange change) {
        return Write.delete(AddressKeys.change(change.email().hash(), change.requestId()));
    }

    public Optional<Application> application(AddressHash hash, String requestId) {
        return table.get(AddressKeys.application(hash, requestId)).map(Addresses::readApplication);
    }

    /** Whose address this is, in one request. */
    public Optional<MemberId> owner(AddressHash hash) {
        return table.get(AddressKeys.lock(hash))
                .map(item -> item.textOrNull("memberId"))
                .map(MemberId::new);
    }

    /** Makes the address a person's; refused when it has an owner already, or is at rest. */
    public Write take(AddressHash hash, MemberId owner, Instant now) {
        return Write.put(Item.at(AddressKeys.lock(hash)).with("memberId", owner.value()))
                .onlyIf("attribute_not_exists(PK) OR (attribute_not_exists(memberId) AND expires <= :now)")
                .where(":now", now.getEpochSecond());
    }

    /** Passes the address on from its owner before; refused when it is no longer theirs. */
    public Write pass(AddressHash hash, MemberId from, MemberId to) {
        return Write.put(Item.at(AddressKeys.lock(hash)).with("memberId", to.value()))
                .onlyIf("memberId = :from")
                .where(":from", from.value());
    }

    /** Frees the address of a person who leaves; with a rest, it is left alone until then. */
    public Write free(AddressHash hash, MemberId owner, @Nullable Instant restUntil) {
        var lock = AddressKeys.lock(hash);
        var write =
                restUntil == null ? Write.delete(lock) : Write.put(Item.at(lock).expiring(restUntil));
        return write.onlyIf("memberId = :owner").where(":owner", owner.value());
    }

    /** The application is done with. */
    public Write settle(Application application) {
        return Write.delete(AddressKeys.application(application.email().hash(), application.requestId()));
    }

    /**
     * Deletes what was asked with the address and forgets the mails it did not answer. That it takes no mail stays known, under
     * its hash alone: it is listed no more.
     */
    public void erase(AddressHash hash) {
        for (var item :
                table.between(AddressKeys.partition(hash), AddressKeys.APPLICATION, AddressKeys.SIGN_IN + '\uffff')) {
            if (item.key().equals(AddressKeys.delivery(hash))) {
                Suppressions.listed(hash, Suppressions.read(item)).ifPresent(row -> table.write(Write.delete(row)));
            } else if (!item.key().equals(AddressKeys.lock(hash))) {
                table.write(Write.delete(item.key()));
            }
        }
        table.write(Write.update(AddressKeys.delivery(hash), "REMOVE confirmations, signedUp ADD version :one")
                .where(":one", 1));
    }

    /** A row of {@link #askToChange}. */
    public static AddressChange readChange(Item item) {
        return new AddressChange(
                item.text(Key.SORT).substring(AddressKeys.CHANGE.length()),
                new MemberId(item.text("memberId")),
                new EmailAddress(item.text("email")));
    }

    /** A row of {@link #apply}. */
    public static Application readApplication(Item item) {
        return new Application(
                item.text(Key.SORT).substring(AddressKeys.APPLICATION.length()),
                new EmailAddress(item.text("email")),
                DetailsItem.read(item),
                item.instant("requestedAt"));
    }
}
