package app.clockout.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event of a club: what is announced. How many have a seat is apart, in {@link SeatCount}.
 *
 * @param localStart the wall-clock time at the venue that {@code startsAt} stands for
 * @param sequence counts up with each change that moves a calendar entry (RFC 5545, section 3.8.7.4)
 * @param version counts up with every change of what its hosts can edit, the capacity included
 * @param cancelled why it does not take place; null while it does
 */
public record Event(
        EventId id,
        String title,
        String description,
        LocalDateTime localStart,
        ZoneId timezone,
        Instant startsAt,
        int durationMinutes,
        Venue venue,
        Visibility visibility,
        int sequence,
        long version,
        Instant createdAt,
        @Nullable Cancellation cancelled) {

    /** @param address the street, shown only to those with a seat and to hosts */
    public record Venue(String name, String address, String city) {}

    public record Cancellation(Instant at, String reason) {}

    /** Who gets to see it. */
    public enum Visibility {
        PUBLIC,
        /** Members of its club. */
        CLUB;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Visibility> of(String id) {
            return switch (id) {
                case "public" -> Optional.of(PUBLIC);
                case "club" -> Optional.of(CLUB);
                default -> Optional.empty();
            };
        }
    }

    public Instant endsAt() {
        return startsAt.plus(Duration.ofMinutes(durationMinutes));
    }

    public boolean isCancelled() {
        return cancelled != null;
    }

    /** The same event, called off. */
    public Event cancelled(Cancellation why) {
        return new Event(
                id,
                title,
                description,
                localStart,
                timezone,
                startsAt,
                durationMinutes,
                venue,
                visibility,
                sequence,
                version + 1,
                createdAt,
                why);
    }

    public boolean isOver(Instant now) {
        return !now.isBefore(endsAt());
    }
}
