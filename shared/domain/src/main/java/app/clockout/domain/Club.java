package app.clockout.domain;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A club.
 *
 * @param hosts who runs it, the first one longest; with their names as they were when they became hosts
 * @param members how many members it has, hosts included, those who ask to join not
 * @param version counts up with every change of what its hosts can edit
 * @param closedAt since when it is no more; null while it lives
 */
public record Club(
        Slug slug,
        String name,
        Industry industry,
        String city,
        ZoneId timezone,
        String description,
        Joining joining,
        List<Host> hosts,
        int members,
        long version,
        Instant createdAt,
        @Nullable Instant closedAt) {

    /** How one becomes a member. */
    public enum Joining {
        OPEN,
        /** A host approves each. */
        APPROVAL;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Joining> of(String id) {
            return switch (id) {
                case "open" -> Optional.of(OPEN);
                case "approval" -> Optional.of(APPROVAL);
                default -> Optional.empty();
            };
        }
    }

    public record Host(MemberId id, String name) {}

    public Club {
        hosts = List.copyOf(hosts);
    }

    public boolean isOpen() {
        return closedAt == null;
    }

    public boolean isHost(MemberId member) {
        return hosts.stream().anyMatch(host -> host.id().equals(member));
    }
}
