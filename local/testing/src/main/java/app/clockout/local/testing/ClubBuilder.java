package app.clockout.local.testing;

import app.clockout.domain.Club;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Slug;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** A club for a test: founders in New York whom all can join, and that nobody runs yet, unless it says otherwise. */
public final class ClubBuilder {
    private final Slug slug;
    private final Instant now;
    private String name = "Founders";
    private Industry industry = Industry.FOUNDERS;
    private String city = "New York";
    private ZoneId timezone = ZoneId.of("America/New_York");
    private Club.Joining joining = Club.Joining.OPEN;
    private List<Club.Host> hosts = List.of();
    private int members;
    private long version = 1;

    private ClubBuilder(Slug slug, Instant now) {
        this.slug = slug;
        this.now = now;
    }

    public static ClubBuilder club(Slug slug, Instant now) {
        return new ClubBuilder(slug, now);
    }

    public ClubBuilder name(String text) {
        name = text;
        return this;
    }

    public ClubBuilder industry(Industry of) {
        industry = of;
        return this;
    }

    public ClubBuilder city(String in) {
        city = in;
        return this;
    }

    public ClubBuilder timezone(ZoneId zone) {
        timezone = zone;
        return this;
    }

    public ClubBuilder joining(Club.Joining way) {
        joining = way;
        return this;
    }

    /** Those who run it, all its members so far; each is called as their id. */
    public ClubBuilder hosts(MemberId... ids) {
        hosts = Stream.of(ids).map(id -> new Club.Host(id, id.value())).toList();
        members = hosts.size();
        return this;
    }

    public ClubBuilder members(int number) {
        members = number;
        return this;
    }

    public ClubBuilder version(long number) {
        version = number;
        return this;
    }

    public Club build() {
        return new Club(slug, name, industry, city, timezone, "", joining, hosts, members, version, now, null);
    }
}
