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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The clubs: {@code CLUB#slug / CLUB}. What several functions read of them; the function of clubs writes them.
 */
public final class Clubs {
    /** A club whose last host was gone, and when another member came to run it. */
    public record Handed(Club club, Instant at) {}

    /**
     * A club as a viewer sees it.
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

    private final Table table;

    public Clubs(Table table) {
        this.table = table;
    }

    /** The club of this name, if there is one that was not closed. */
    public Optional<Club> find(Slug slug) {
        return table.get(ClubKeys.club(slug)).map(Clubs::read).filter(Club::isOpen);
    }

    /** When the club was handed to this person; empty unless it is open, and they have run it ever since. */
    public Optional<Handed> handed(Slug slug, MemberId to) {
        return table.get(ClubKeys.club(slug))
                .filter(item -> to.value().equals(item.textOrNull("handedTo")))
                .map(item -> new Handed(read(item), item.instant("handedAt")))
                .filter(handed -> handed.club().isOpen() && handed.club().isHost(to));
    }

    /** The club of this name as a viewer sees it, unless there is none or it was closed; null views it as a visitor. One request. */
    public Optional<View> view(Slug slug, @Nullable MemberId viewer) {
        return views(List.of(slug), viewer).stream().findFirst();
    }

    /** Clubs as a viewer sees them, in that order, without those that are no more. One request for each hundred items. */
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

    /** @throws UnreadableItemException where the row is not as this version of the code knows it */
    public static Club read(Item item) {
        try {
            return new Club(
                    ClubKeys.slug(item),
                    item.text("title"),
                    Industry.of(item.text("industry")).orElse(Industry.OTHER),
                    item.text("city"),
                    ZoneId.of(item.text("zoneId")),
                    item.text("description"),
                    Club.Joining.of(item.text("joining")).orElseThrow(),
                    item.items("hosts").stream()
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
