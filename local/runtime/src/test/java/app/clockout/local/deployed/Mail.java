package app.clockout.local.deployed;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.regex.Pattern;

/** A mail as the deployed stack handed it to SES. */
record Mail(String to, String subject, String text, Instant sentAt) {
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+");

    static Mail of(JsonNode message) {
        return new Mail(
                message.path("To").path(0).asText(),
                message.path("Subject").asText(),
                message.path("BodyText").asText(),
                Instant.ofEpochMilli((long) (message.path("Timestamp").asDouble() * 1000)));
    }

    boolean isTo(String address) {
        return to.equals(address) || to.endsWith("<" + address + ">");
    }

    /** The link of it that has this in it. */
    String link(String part) {
        return LINK.matcher(text)
                .results()
                .map(link -> link.group())
                .filter(link -> link.contains(part))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No link with " + part + " in:\n" + text));
    }

    @Override
    public String toString() {
        return "to " + to + ": " + subject;
    }
}
