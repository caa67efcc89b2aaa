package app.clockout.domain;

import java.util.Locale;
import java.util.Optional;

/** The kinds of mail that a member can do without; all others belong to what they asked for. */
public enum MailChoice {
    /** That an event they have a seat at is close. */
    REMINDERS,
    /** That a member asks them for a coffee, or wants to introduce them. */
    INVITATIONS,
    /** What they might do next, such as naming whom they met. */
    SUGGESTIONS;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<MailChoice> of(String id) {
        return switch (id) {
            case "reminders" -> Optional.of(REMINDERS);
            case "invitations" -> Optional.of(INVITATIONS);
            case "suggestions" -> Optional.of(SUGGESTIONS);
            default -> Optional.empty();
        };
    }
}
