package app.clockout.domain;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person says about themselves.
 *
 * @param role what they do, in their words: "Founder"
 * @param timezone in which they read times; null until they say which
 * @param headline one line about them; may be empty
 * @param asks what they look for
 * @param offers what they can give
 */
public record Details(
        String name,
        Industry industry,
        String role,
        String city,
        @Nullable ZoneId timezone,
        String headline,
        List<String> asks,
        List<String> offers) {
    public Details {
        asks = List.copyOf(asks);
        offers = List.copyOf(offers);
    }

    /** The same, on another clock. */
    public Details in(ZoneId zone) {
        return new Details(name, industry, role, city, zone, headline, asks, offers);
    }
}
