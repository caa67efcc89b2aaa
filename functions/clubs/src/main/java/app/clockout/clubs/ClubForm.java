package app.clockout.clubs;

import app.clockout.cities.CityZones;
import app.clockout.domain.Club;
import app.clockout.domain.Club.Joining;
import app.clockout.domain.Industry;
import app.clockout.domain.Person;
import app.clockout.domain.Slug;
import app.clockout.web.Fields;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the form of a club asks for, and how much of it. */
record ClubForm(String name, Industry industry, String city, ZoneId timezone, String description, Joining joining) {
    static final int LINE = 80;
    static final int DESCRIPTION = 4000;

    /** Reads the form; empty where a field is wrong, which the fields then tell. */
    static Optional<ClubForm> read(Fields fields) {
        var name = fields.line("name", LINE);
        var industry = Industry.of(fields.line("industry", LINE));
        if (industry.isEmpty()) {
            fields.reject("industry", "Please choose one from the list.");
        }
        var city = fields.line("city", LINE);
        var timezone = timezone(fields);
        var description = fields.optionalText("description", DESCRIPTION);
        if (description.isEmpty()) {
            fields.reject("description", "Please fill this in.");
        }
        var joining = Joining.of(fields.line("joining", LINE));
        if (joining.isEmpty()) {
            fields.reject("joining", "This must be open or approval.");
        }
        return fields.areGood()
                ? Optional.of(new ClubForm(
                        name, industry.orElseThrow(), city, timezone, description.orElseThrow(), joining.orElseThrow()))
                : Optional.empty();
    }

    private static ZoneId timezone(Fields fields) {
        return fields.optionalZone("timezone").orElseGet(() -> {
            fields.reject("timezone", "Please fill this in.");
            return ZoneOffset.UTC;
        });
    }

    /** The form of a new club, filled in with where its founder is. */
    static Fields blank(Person founder) {
        var details = founder.details();
        var timezone = details.timezone();
        return Fields.filled(Map.of(
                "industry", details.industry().id(),
                "city", details.city(),
                "timezone", timezone == null ? "" : timezone.getId(),
                "joining", Joining.OPEN.id()));
    }

    /** The clock of the city, which is the founder's at first, where none was typed; empty where that is not known. */
    static String suggestedZone(Fields fields) {
        return fields.has("timezone") ? "" : CityZones.suggestion(fields.typed("city"));
    }

    /** The form filled in with what the club says now. */
    static Fields filled(Club club) {
        return Fields.filled(Map.of(
                "name", club.name(),
                "industry", club.industry().id(),
                "city", club.city(),
                "timezone", club.timezone().getId(),
                "description", club.description(),
                "joining", club.joining().id()));
    }

    /** What a form says that changes nothing about the club. */
    static ClubForm of(Club club) {
        return new ClubForm(
                club.name(), club.industry(), club.city(), club.timezone(), club.description(), club.joining());
    }

    /** A club as it begins: its founder is its one member and runs it. */
    Club asNew(Slug slug, Person founder, Instant now) {
        var host = new Club.Host(founder.id(), founder.details().name());
        return new Club(slug, name, industry, city, timezone, description, joining, List.of(host), 1, 1, now, null);
    }

    Club asChangeOf(Club club) {
        return new Club(
                club.slug(),
                name,
                industry,
                city,
                timezone,
                description,
                joining,
                club.hosts(),
                club.members(),
                club.version() + 1,
                club.createdAt(),
                club.closedAt());
    }

    static Map<String, String> waysToJoin() {
        var ways = new LinkedHashMap<String, String>();
        ways.put(Joining.OPEN.id(), "Open: anyone can join");
        ways.put(Joining.APPROVAL.id(), "By approval: a host lets each one in");
        return ways;
    }
}
