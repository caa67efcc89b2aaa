package app.clockout.table;

import app.clockout.domain.Hash;
import app.clockout.domain.Ids;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Who is signed in: {@code MEMBER#id / SESSION#sha256}. The token names its member, so that one request reads session
 * and profile together: a sign-out, a suspension and a new role hold at once. What began before a suspension stays ended
 * when that is taken back.
 */
public final class Sessions {
    public static final Duration LIFE = Duration.ofDays(30);

    private final Table table;
    private final InstantSource clock;

    public Sessions(Table table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    private static Key key(MemberId member, String token) {
        return new Key("MEMBER#" + member, "SESSION#" + Hash.of(token));
    }

    /** A new token for the member: {@code memberId.secret}; worth nothing before {@link #begin} is committed. */
    public String token(MemberId member, RandomGenerator random) {
        return member + "." + Ids.secret(random);
    }

    public Write begin(MemberId member, String token, Instant endsAt) {
        return Write.put(Item.at(key(member, token))
                        .with("begunAt", endsAt.minus(LIFE))
                        .expiring(endsAt))
                .onlyIfAbsent();
    }

    /** Ends the session on the server; a token that is none is nothing to end. */
    public void end(String token) {
        member(token).ifPresent(member -> table.write(Write.delete(key(member, token))));
    }

    /** The member whose token this is, if it still holds. One request. */
    public Optional<Person> memberOf(String token) {
        return member(token).flatMap(member -> {
            var session = key(member, token);
            var found = table.getAll(List.of(session, People.key(member)));
            var item = found.get(session);
            var profile = found.get(People.key(member));
            if (item == null
                    || profile == null
                    || item.number(Item.EXPIRES) <= clock.instant().getEpochSecond()
                    || item.numberOr("begunAt", 0) <= profile.numberOr("suspendedAt", -1)) {
                return Optional.empty();
            }
            return Optional.of(People.read(profile))
                    .filter(Person.class::isInstance)
                    .map(Person.class::cast)
                    .filter(Person::isMember);
        });
    }

    private static Optional<MemberId> member(String token) {
        int dot = token.indexOf('.');
        return dot < 1 || dot > 64 || token.substring(0, dot).isBlank()
                ? Optional.empty()
                : Optional.of(new MemberId(token.substring(0, dot)));
    }
}
