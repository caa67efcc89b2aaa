package app.clockout.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The fixed list of industries that people and clubs belong to, in the order it is shown. */
public enum Industry {
    ARTS("Arts and culture"),
    CONSULTING("Consulting"),
    DESIGN("Design"),
    EDUCATION("Education"),
    ENERGY("Energy"),
    ENGINEERING("Engineering"),
    FINANCE("Finance"),
    FOUNDERS("Founders"),
    HEALTH("Health"),
    HOSPITALITY("Hospitality"),
    LAW("Law"),
    MARKETING("Marketing"),
    MEDIA("Media"),
    NONPROFIT("Nonprofit"),
    PUBLIC_SECTOR("Public sector"),
    REAL_ESTATE("Real estate"),
    RETAIL("Retail"),
    SCIENCE("Science"),
    TECHNOLOGY("Technology"),
    OTHER("Other");

    private final String id;
    private final String title;

    Industry(String title) {
        this.id = name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.title = title;
    }

    /** The stable name that travels: {@code real-estate}. */
    public String id() {
        return id;
    }

    /** What a person reads: {@code Real estate}. */
    public String title() {
        return title;
    }

    public static Optional<Industry> of(String id) {
        return Arrays.stream(values())
                .filter(industry -> industry.id.equals(id))
                .findFirst();
    }
}
