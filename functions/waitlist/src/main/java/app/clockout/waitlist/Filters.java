package app.clockout.waitlist;

import app.clockout.domain.FoldedText;
import app.clockout.domain.Industry;
import app.clockout.table.Waitlist;
import app.clockout.web.Fields;

/** Reads by what people are picked: industry and city. */
final class Filters {
    private static final int LINE = 80;

    private Filters() {}

    static Waitlist.Filter read(Fields fields) {
        var industry = fields.optionalLine("industry", LINE)
                .map(id -> Industry.of(id).orElseGet(() -> {
                    fields.reject("industry", "There is no such industry.");
                    return Industry.OTHER;
                }));
        var city = fields.optionalLine("city", LINE).map(FoldedText::of);
        return new Waitlist.Filter(industry.orElse(null), city.orElse(null));
    }
}
