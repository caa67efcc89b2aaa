package app.clockout.table;

import app.clockout.domain.Club;
import app.clockout.domain.Club.Host;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Membership;
import app.clockout.domain.Slug;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The clubs: {@code CLUB#slug / CLUB}. Who runs a club and how many belong to it stand in this item, too, and change in
 * the transactions that change the memberships. A closed club's item stays, so that nobody else gets its slug.
 */
public final class Clubs {
    /** A club whose last host was gone, and when somebody else came to run it. */
    public record Handed(Club club, Instant at) {}

    /**
     * A club as somebody sees it.
     *
     * @param viewer who looks; null for a visitor
     * @param membership what the viewer is to the club; null for nothing
     */
    public record View(
            Club club, @Nullable MemberId viewer, @Nullable Membership membership) {
        public boolean isHost() {
            return viewer != null && club.isHost(viewer);
        }

        public boolean isMember() {
            return membership != null && membership.isMember();
        }

        public boolean isRequested() {
            return membership != null && membership.isRequested();
        }
    }

    private static final String OPEN = "attribute_not_exists(closedAt)";
    private static final String RUN_AS_SEEN = OPEN + " AND hosts = :seen";

    private final Table table;

    public Clubs(Table table) {
        this.table = table;
    }

    /** The club of this name, if there is one that was not closed. */
    public Optional<Club> find(Slug slug) {
        return findEvenClosed(slug).filter(Club::isOpen);
    }

    public Optional<Club> findEvenClosed(Slug slug) {
        return table.get(ClubKeys.club(slug)).map(Clubs::read);
    }

    /** When the club was handed to this person; empty unless it is open, and they have run it ever since. */
    public Optional<Handed> handed(Slug slug, MemberId to) {
        return table.get(ClubKeys.club(slug))
                .filter(item -> to.value().equals(item.textOrNull("handedTo")))
                .map(item -> new Handed(read(item), item.instant("handedAt")))
                .filter(handed -> handed.club().isOpen() && handed.club().isHost(to));
    }

    /** The club of this name as somebody sees it, unless there is none or it was closed; null views it as a visitor. One request. */
    public Optional<View> view(Slug slug, @Nullable MemberId viewer) {
        return views(List.of(slug), viewer).stream().findFirst();
    }

    /** Clubs as somebody sees them, in that order, without those that are no more. One request for each hundred items. */
    public List<View> views(List<Slug> slugs, @Nullable MemberId viewer) {
        var keys = new ArrayList<Key>();
        slugs.forEach(slug -> keys.add(ClubKeys.club(slug)));
        if (viewer != null) {
            slugs.forEach(slug -> keys.add(ClubKeys.membership(slug, viewer)));
        }
        var found = table.getAll(keys);
        var views = new ArrayList<View>();
        for (var slug : slugs) {
            var item = found.get(ClubKeys.club(slug));
            var club = item == null ? null : read(item);
            if (club != null && club.isOpen()) {
                var membership = viewer == null ? null : found.get(ClubKeys.membership(slug, viewer));
                views.add(new View(club, viewer, membership == null ? null : Memberships.read(membership)));
            }
        }
        return views;
    }

    /** Which of these slugs are somebody's, or were. One request for each hundred. */
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
                .where(":hosts", hosts(hosts));
    }

    /** Somebody runs the club alone, who did not ask for it; refused like {@link #runBy}. */
    public Write hand(Club club, Host to, Instant now) {
        return update(club, "SET hosts = :hosts, handedTo = :to, handedAt = :now", RUN_AS_SEEN)
                .where(":hosts", hosts(List.of(to)))
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

    /** Holds while the club is not closed, so that closing it finds every event it has. */
    public Write checkOpen(Slug club) {
        return Write.check(ClubKeys.club(club), "attribute_exists(PK) AND " + OPEN);
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
                .where(":seen", hosts(club.hosts()));
    }

    /** One member less; refused unless the club is open and its hosts are as they were. */
    public Write lose(Club club, List<Host> hostsLeft) {
        return hostsLeft.equals(club.hosts())
                ? update(club, "SET members = members - :one", RUN_AS_SEEN).where(":one", 1)
                : update(club, "SET members = members - :one, hosts = :hosts REMOVE handedTo, handedAt", RUN_AS_SEEN)
                        .where(":one", 1)
                        .where(":hosts", hosts(hostsLeft));
    }

    private static Write update(Club seen, String expression, String condition) {
        return Write.update(ClubKeys.club(seen.slug()), expression)
                .onlyIf("attribute_exists(PK) AND " + condition)
                .where(":seen", hosts(seen.hosts()));
    }

    static Item write(Club club) {
        var item = Item.at(ClubKeys.club(club.slug()))
                .with("title", club.name())
                .with("industry", club.industry().id())
                .with("city", club.city())
                .with("zoneId", club.timezone().getId())
                .with("description", club.description())
                .with("joining", club.joining().id())
                .with("hosts", hosts(club.hosts()))
                .with("members", club.members())
                .with("version", club.version())
                .with("createdAt", club.createdAt());
        return club.closedAt() == null ? item : item.with("closedAt", club.closedAt());
    }

    private static AttributeValue hosts(List<Host> hosts) {
        return AttributeValue.fromL(hosts.stream()
                .map(host -> AttributeValue.fromM(Map.of(
                        "id", AttributeValue.fromS(host.id().value()), "name", AttributeValue.fromS(host.name()))))
                .toList());
    }

    /** @throws UnreadableItemException where the row is not as this version of the code knows it */
    static Club read(Item item) {
        try {
            return new Club(
                    ClubKeys.slug(item),
                    item.text("title"),
                    Industry.of(item.text("industry")).orElse(Industry.OTHER),
                    item.text("city"),
                    ZoneId.of(item.text("zoneId")),
                    item.text("description"),
                    Club.Joining.of(item.text("joining")).orElseThrow(),
                    item.value("hosts").l().stream()
                            .map(AttributeValue::m)
                            .map(Item::of)
                            .map(host -> new Host(new MemberId(host.text("id")), host.text("name")))
                            .toList(),
                    (int) item.number("members"),
                    item.number("version"),
                    item.instant("createdAt"),
                    item.instantOrNull("closedAt"));
        } catch (UnreadableItemException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UnreadableItemException("A club has a value that is not known here.");
        }
    }
}
