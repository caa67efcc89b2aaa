package app.clockout.clubs;

import app.clockout.domain.Club;
import app.clockout.domain.Club.Host;
import app.clockout.domain.Slug;
import app.clockout.table.ClubKeys;
import app.clockout.table.Clubs;
import app.clockout.table.Item;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a club is founded, changed, run and closed: {@code CLUB#slug / CLUB}. Who runs a club and how many belong to it stand
 * in this item, too, and change in the transactions that change the memberships. A closed club's item stays, so that no
 * other club gets its slug.
 */
public final class ClubStore {
    private static final String OPEN = "attribute_not_exists(closedAt)";
    private static final String RUN_AS_SEEN = OPEN + " AND hosts = :seen";

    private final Table table;

    public ClubStore(Table table) {
        this.table = table;
    }

    public Optional<Club> findEvenClosed(Slug slug) {
        return table.get(ClubKeys.club(slug)).map(Clubs::read);
    }

    /** Which of these slugs are taken, or were. One request for each hundred. */
    public Set<Slug> taken(Collection<Slug> slugs) {
        return table.getAll(slugs.stream().map(ClubKeys::club).toList()).values().stream()
                .map(ClubKeys::slug)
                .collect(Collectors.toSet());
    }

    /** A new club; refused when its slug is taken. */
    public Write found(Club club) {
        return Write.put(write(club)).onlyIfAbsent();
    }

    /** What its hosts can edit becomes another; refused unless the club is open, and version and hosts are as they were. */
    public Write change(Club before, Club after) {
        return update(
                        before,
                        "SET title = :title, industry = :industry, city = :city, zoneId = :zone,"
                                + " description = :description, joining = :joining, version = :after",
                        RUN_AS_SEEN + " AND version = :before")
                .where(":title", after.name())
                .where(":industry", after.industry().id())
                .where(":city", after.city())
                .where(":zone", after.timezone().getId())
                .where(":description", after.description())
                .where(":joining", after.joining().id())
                .where(":before", before.version())
                .where(":after", after.version());
    }

    /** The club is no more; refused unless it is open, and version and hosts are as they were. */
    public Write close(Club club, Instant now) {
        return update(club, "SET closedAt = :now", RUN_AS_SEEN + " AND version = :version")
                .where(":now", now.toEpochMilli())
                .where(":version", club.version());
    }

    /** Others run the club; refused unless it is open and its hosts are as they were. */
    public Write runBy(Club club, List<Host> hosts) {
        return update(club, "SET hosts = :hosts REMOVE handedTo, handedAt", RUN_AS_SEEN)
                .whereItems(":hosts", hosts(hosts));
    }

    /** A member runs the club alone, without having asked for it; refused like {@link #runBy}. */
    public Write hand(Club club, Host to, Instant now) {
        return update(club, "SET hosts = :hosts, handedTo = :to, handedAt = :now", RUN_AS_SEEN)
                .whereItems(":hosts", hosts(List.of(to)))
                .where(":to", to.id().value())
                .where(":now", now.toEpochMilli());
    }

    /** One more member, who came by themselves; refused unless the club is open and one joins it as before. */
    public Write join(Club club) {
        return Write.update(ClubKeys.club(club.slug()), "SET members = members + :one")
                .onlyIf(OPEN + " AND joining = :joining")
                .where(":joining", club.joining().id())
                .where(":one", 1);
    }

    /** Holds only while the club is open and one joins it as before. */
    public Write checkJoining(Club club) {
        return Write.check(ClubKeys.club(club.slug()), OPEN + " AND joining = :joining")
                .where(":joining", club.joining().id());
    }

    /** One more member, whom a host lets in; refused unless the club is open and its hosts are as they were. */
    public Write admit(Club club) {
        return update(club, "SET members = members + :one", RUN_AS_SEEN).where(":one", 1);
    }

    /** Holds only while the club is open and its hosts are as they were. */
    public Write checkRunAsSeen(Club club) {
        return Write.check(ClubKeys.club(club.slug()), "attribute_exists(PK) AND " + RUN_AS_SEEN)
                .whereItems(":seen", hosts(club.hosts()));
    }

    /** One member less; refused unless the club is open and its hosts are as they were. */
    public Write lose(Club club, List<Host> hostsLeft) {
        return hostsLeft.equals(club.hosts())
                ? update(club, "SET members = members - :one", RUN_AS_SEEN).where(":one", 1)
                : update(club, "SET members = members - :one, hosts = :hosts REMOVE handedTo, handedAt", RUN_AS_SEEN)
                        .where(":one", 1)
                        .whereItems(":hosts", hosts(hostsLeft));
    }

    private static Write update(Club seen, String expression, String condition) {
        return Write.update(ClubKeys.club(seen.slug()), expression)
                .onlyIf("attribute_exists(PK) AND " + condition)
                .whereItems(":seen", hosts(seen.hosts()));
    }

    private static Item write(Club club) {
        var item = Item.at(ClubKeys.club(club.slug()))
                .with("title", club.name())
                .with("industry", club.industry().id())
                .with("city", club.city())
                .with("zoneId", club.timezone().getId())
                .with("description", club.description())
                .with("joining", club.joining().id())
                .withItems("hosts", hosts(club.hosts()))
                .with("members", club.members())
                .with("version", club.version())
                .with("createdAt", club.createdAt());
        return club.closedAt() == null ? item : item.with("closedAt", club.closedAt());
    }

    private static List<Item> hosts(List<Host> hosts) {
        return hosts.stream()
                .map(host -> Item.nested().with("id", host.id().value()).with("name", host.name()))
                .toList();
    }
}
