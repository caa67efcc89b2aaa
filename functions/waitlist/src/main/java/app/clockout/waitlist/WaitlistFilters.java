package app.clockout.waitlist;

import app.clockout.domain.FoldedText;
import app.clockout.web.Fields;

/** Reads by what people are picked: industry and city; one that is rejected counts as none. */
final class WaitlistFilters {
    private static final int LINE = 80;

    private WaitlistFilters() {}

    static WaitlistStore.Filter read(Fields fields) {
        var industry = fields.optionalIndustry("industry");
        var city = fields.optionalLine("city", LINE).map(FoldedText::of);
        return new WaitlistStore.Filter(industry.orElse(null), city.orElse(null));
    }
}
