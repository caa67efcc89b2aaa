package app.clockout.calendar;

import biweekly.component.DaylightSavingsTime;
import biweekly.component.Observance;
import biweekly.component.StandardTime;
import biweekly.component.VTimezone;
import biweekly.util.DateTimeComponents;
import biweekly.util.UtcOffset;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The clock of a place as a VTIMEZONE, from the rules that Java has: each change of it, from the last one before a time
 * to the next one after it.
 */
final class ClockChanges {
    /** Before it, offsets had seconds, which calendars cannot say; and nothing takes place there. */
    private static final Instant BEGINNING = Instant.EPOCH;

    private ClockChanges() {}

    static VTimezone of(ZoneId zone, Instant first, Instant last) {
        var timezone = new VTimezone(zone.getId());
        var rules = zone.getRules();
        var before = rules.previousTransition(first.plusSeconds(1));
        if (before == null || before.getInstant().isBefore(BEGINNING)) {
            var offset = rules.getOffset(BEGINNING);
            add(timezone, rules, BEGINNING, LocalDateTime.ofInstant(BEGINNING, offset), offset, offset);
        } else {
            add(timezone, rules, before);
        }
        for (var next = rules.nextTransition(first); next != null; next = rules.nextTransition(next.getInstant())) {
            add(timezone, rules, next);
            if (next.getInstant().isAfter(last)) {
                break;
            }
        }
        return timezone;
    }

    private static void add(VTimezone timezone, ZoneRules rules, ZoneOffsetTransition change) {
        add(
                timezone,
                rules,
                change.getInstant(),
                change.getDateTimeBefore(),
                change.getOffsetBefore(),
                change.getOffsetAfter());
    }

    private static void add(
            VTimezone timezone, ZoneRules rules, Instant onset, LocalDateTime shown, ZoneOffset from, ZoneOffset to) {
        if (rules.isDaylightSavings(onset)) {
            timezone.addDaylightSavingsTime(filled(new DaylightSavingsTime(), shown, from, to));
        } else {
            timezone.addStandardTime(filled(new StandardTime(), shown, from, to));
        }
    }

    private static <T extends Observance> T filled(T observance, LocalDateTime shown, ZoneOffset from, ZoneOffset to) {
        observance.setDateStart(new DateTimeComponents(
                shown.getYear(),
                shown.getMonthValue(),
                shown.getDayOfMonth(),
                shown.getHour(),
                shown.getMinute(),
                shown.getSecond(),
                false));
        observance.setTimezoneOffsetFrom(new UtcOffset(from.getTotalSeconds() * 1000L));
        observance.setTimezoneOffsetTo(new UtcOffset(to.getTotalSeconds() * 1000L));
        return observance;
    }
}
