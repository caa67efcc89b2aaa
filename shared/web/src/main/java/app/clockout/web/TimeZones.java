package app.clockout.web;

import java.time.ZoneId;
import java.util.Optional;

/** The zones of IANA's database, by the names that people type. */
final class TimeZones {
    private TimeZones() {}

    /** In any case, with spaces or underscores; as IANA spells it. What only Java knows is none. */
    static Optional<ZoneId> named(String typed) {
        var name = typed.replace(' ', '_');
        return ZoneId.getAvailableZoneIds().stream()
                .filter(id -> id.equalsIgnoreCase(name) && !id.startsWith("SystemV/"))
                .findFirst()
                .map(ZoneId::of);
    }
}
