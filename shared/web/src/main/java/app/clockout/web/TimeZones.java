package app.clockout.web;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** The zones of IANA's database, by the names that people type. */
final class TimeZones {
    /** What most people need, to be chosen from; any other can be typed. A browser shows no more than a screenful of them. */
    static final List<String> COMMON = List.of("""
            Pacific/Honolulu America/Anchorage America/Los_Angeles America/Phoenix America/Denver
            America/Mexico_City America/Chicago America/Bogota America/Lima America/New_York America/Toronto
            America/Halifax America/Santiago America/St_Johns America/Sao_Paulo America/Argentina/Buenos_Aires
            Atlantic/Reykjavik Europe/Lisbon Europe/Dublin Europe/London Africa/Casablanca Africa/Lagos
            Europe/Amsterdam Europe/Berlin Europe/Copenhagen Europe/Madrid Europe/Paris Europe/Prague
            Europe/Rome Europe/Stockholm Europe/Vienna Europe/Warsaw Europe/Zurich Africa/Cairo
            Africa/Johannesburg Asia/Jerusalem Europe/Athens Europe/Helsinki Europe/Kyiv Africa/Nairobi
            Asia/Riyadh Europe/Istanbul Europe/Moscow Asia/Tehran Asia/Dubai Asia/Karachi Asia/Kolkata
            Asia/Kathmandu Asia/Dhaka Asia/Bangkok Asia/Jakarta Asia/Shanghai Asia/Singapore Asia/Manila
            Asia/Seoul Asia/Tokyo Australia/Perth Australia/Sydney Pacific/Auckland
            """.strip().split("\\s+"));

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
