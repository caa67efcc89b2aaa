package app.clockout.clubs;

import app.clockout.domain.Club;
import app.clockout.domain.Membership;
import app.clockout.json.JsonObject;
import app.clockout.table.Clubs;
import app.clockout.web.DetailsJson;
import app.clockout.web.Instants;
import org.jspecify.annotations.Nullable;

/** How clubs, their members and those who ask to join travel. */
final class ClubJson {
    private ClubJson() {}

    static JsonObject of(Clubs.View view) {
        return add(new JsonObject(), view);
    }

    private static JsonObject add(JsonObject json, Clubs.View view) {
        var club = view.club();
        json.put("slug", club.slug().value())
                .put("name", club.name())
                .put("industry", club.industry().id())
                .put("city", club.city())
                .put("timezone", club.timezone().getId())
                .put("description", club.description())
                .put("joining", club.joining().id())
                .put("memberCount", club.members());
        var hosts = json.putArray("hosts");
        club.hosts()
                .forEach(host ->
                        hosts.addObject().put("memberId", host.id().value()).put("name", host.name()));
        json.putObject("viewer").put("membership", membership(view)).put("host", view.isHost());
        return json;
    }

    /** A refusal is nothing, too. */
    private static String membership(Clubs.View view) {
        var state = view.isMember() || view.isHost()
                ? Membership.State.MEMBER
                : view.isRequested() ? Membership.State.REQUESTED : Membership.State.NONE;
        return state.id();
    }

    static JsonObject list(ListClubs.Listing listing, @Nullable String cursor) {
        var json = new JsonObject();
        var items = json.putArray("items");
        listing.clubs().forEach(view -> add(items.addObject(), view));
        return next(json, cursor);
    }

    static JsonObject members(Club club, ListMembers.Listing listing, @Nullable String cursor) {
        var json = new JsonObject();
        var items = json.putArray("items");
        for (var entry : listing.entries()) {
            who(items.addObject(), entry)
                    .put("host", club.isHost(entry.person().id()))
                    .put("joinedAt", Instants.rfc3339(entry.since()));
        }
        return next(json, cursor);
    }

    static JsonObject requests(ListMembers.Listing listing, @Nullable String cursor) {
        var json = new JsonObject();
        var items = json.putArray("items");
        for (var entry : listing.entries()) {
            var item = who(items.addObject(), entry);
            DetailsJson.putUnlessEmpty(
                            item, "headline", entry.person().details().headline())
                    .put("requestedAt", Instants.rfc3339(entry.since()));
        }
        return next(json, cursor);
    }

    private static JsonObject who(JsonObject item, ListMembers.Entry entry) {
        var details = entry.person().details();
        item.put("memberId", entry.person().id().value())
                .put("name", details.name())
                .put("role", details.role());
        return DetailsJson.putUnlessEmpty(item, "city", details.city());
    }

    private static JsonObject next(JsonObject json, @Nullable String cursor) {
        return cursor == null ? json : json.put("nextCursor", cursor);
    }
}
