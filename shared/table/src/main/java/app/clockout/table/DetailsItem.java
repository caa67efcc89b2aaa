package app.clockout.table;

import app.clockout.domain.Details;
import app.clockout.domain.Industry;
import java.time.ZoneId;

/** How {@link Details} lie in an item, of a person as of an application. */
final class DetailsItem {
    private DetailsItem() {}

    static Item write(Item item, Details details) {
        var timezone = details.timezone();
        if (timezone != null) {
            item.with("timezone", timezone.getId());
        }
        return item.with("name", details.name())
                .with("industry", details.industry().id())
                .with("role", details.role())
                .with("city", details.city())
                .with("headline", details.headline())
                .with("asks", details.asks())
                .with("offers", details.offers());
    }

    static Details read(Item item) {
        var timezone = item.textOrNull("timezone");
        return new Details(
                item.text("name"),
                Industry.of(item.text("industry")).orElse(Industry.OTHER),
                item.text("role"),
                item.text("city"),
                timezone == null ? null : ZoneId.of(timezone),
                item.text("headline"),
                item.texts("asks"),
                item.texts("offers"));
    }
}
