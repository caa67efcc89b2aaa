package app.clockout.table;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * The network's figures: {@code STATS / yyyy-mm-dd#shard}. Each is counted in the very transaction that changes what
 * it counts, so figures and rows cannot part; eight rows a day keep such transactions out of each other's way.
 */
public final class DailyCounters {
    /** What is counted. A count can fall: one who is approved waits no more. */
    public enum Count {
        SIGNED_UP("signedUp"),
        CONFIRMED("confirmed"),
        WAITING("waiting"),
        APPROVED("approved"),
        DECLINED("declined"),
        WITHDRAWN("withdrawn"),
        CLUBS("clubs"),
        EVENTS("events"),
        RSVPS("rsvps"),
        CHECKINS("checkins"),
        /** Mails that SES took. */
        MAILS_SENT("mailsSent"),
        /** Mails kept back because their address bounced or complained. */
        MAILS_SUPPRESSED("mailsSuppressed"),
        /** Times that an address was found to take no mail any more. */
        MAILS_BOUNCED("mailsBounced"),
        /** Times that a recipient called a mail unwanted whose address had not before. */
        MAILS_COMPLAINED("mailsComplained");

        private final String attribute;

        Count(String attribute) {
            this.attribute = attribute;
        }
    }

    private static final String PARTITION = "STATS";
    private static final int SHARDS = 8;

    private final Table table;

    public DailyCounters(Table table) {
        this.table = table;
    }

    /** Adds to the figures of today (in UTC). */
    public Write add(Instant now, Map<Count, Integer> amounts) {
        var day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var shard = ThreadLocalRandom.current().nextInt(SHARDS);
        var expression = amounts.keySet().stream()
                .map(count -> count.attribute + " :" + count.attribute)
                .sorted()
                .collect(Collectors.joining(", ", "ADD ", ""));
        var write = Write.update(new Key(PARTITION, day + "#" + shard), expression);
        amounts.forEach((count, amount) -> write.where(":" + count.attribute, amount));
        return write;
    }

    /** The figures of each day that has any, oldest first. One request for about five years of days. */
    public Map<LocalDate, Map<Count, Long>> byDay() {
        return since(LocalDate.EPOCH);
    }

    /** The same from a day on. */
    public Map<LocalDate, Map<Count, Long>> since(LocalDate first) {
        var days = new TreeMap<LocalDate, Map<Count, Long>>();
        for (var item : table.between(PARTITION, first.toString(), "9\uffff")) {
            var sort = item.text(Key.SORT);
            var counts = days.computeIfAbsent(
                    LocalDate.parse(sort.substring(0, sort.indexOf('#'))), day -> new EnumMap<>(Count.class));
            for (var count : Count.values()) {
                counts.merge(count, item.numberOr(count.attribute, 0), Long::sum);
            }
        }
        return days;
    }
}
