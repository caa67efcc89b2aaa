package app.clockout.table;

import app.clockout.domain.Club;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Slug;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The clubs: {@code CLUB#slug / CLUB}. */
public final class Clubs {
    private final Table table;

    public Clubs(Table table) {
        this.table = table;
    }

    static String partition(Slug slug) {
        return "CLUB#" + slug;
    }

    static Key key(Slug slug) {
        return new Key(partition(slug), "CLUB");
    }

    /** The club of this name, if there is one that was not closed. */
    public Optional<Club> find(Slug slug) {
        return table.get(key(slug)).map(Clubs::read).filter(Club::isOpen);
    }

    /** A new club; refused when its slug is taken. */
    public Write found(Club club) {
        return Write.put(write(club)).onlyIfAbsent();
    }

    static Item write(Club club) {
        var item = Item.at(key(club.slug()))
                .with("name", club.name())
                .with("industry", club.industry().id())
                .with("city", club.city())
                .with("timezone", club.timezone().getId())
                .with("description", club.description())
                .with("joining", club.joining().id())
                .with("hosts", hosts(club.hosts()))
                .with("members", club.members())
                .with("version", club.version())
                .with("createdAt", club.createdAt());
        return club.closedAt() == null ? item : item.with("closedAt", club.closedAt());
    }

    static AttributeValue hosts(List<Club.Host> hosts) {
        return AttributeValue.fromL(hosts.stream()
                .map(host -> AttributeValue.fromM(Map.of(
                        "id", AttributeValue.fromS(host.id().value()), "name", AttributeValue.fromS(host.name()))))
                .toList());
    }

    /** @throws UnreadableItemException where the row is not as this version of the code knows it */
    static Club read(Item item) {
        try {
            return new Club(
                    new Slug(item.text(Key.PARTITION).substring("CLUB#".length())),
                    item.text("name"),
                    Industry.of(item.text("industry")).orElse(Industry.OTHER),
                    item.text("city"),
                    ZoneId.of(item.text("timezone")),
                    item.text("description"),
                    Club.Joining.of(item.text("joining")).orElseThrow(),
                    item.value("hosts").l().stream()
                            .map(AttributeValue::m)
                            .map(Item::of)
                            .map(host -> new Club.Host(new MemberId(host.text("id")), host.text("name")))
                            .toList(),
                    (int) item.number("members"),
                    item.number("version"),
                    item.instant("createdAt"),
                    item.instantOrNull("closedAt"));
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
    }

    private static UnreadableItemException unreadable(RuntimeException e) {
        return e instanceof UnreadableItemException already
                ? already
                : new UnreadableItemException("A club has a value that is not known here.");
    }
}
