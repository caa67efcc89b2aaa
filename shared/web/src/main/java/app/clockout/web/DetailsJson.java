package app.clockout.web;

import app.clockout.domain.Details;
import app.clockout.json.JsonArray;
import app.clockout.json.JsonObject;

/** How what a person says about themselves travels; fields they left empty are left out. */
public final class DetailsJson {
    private DetailsJson() {}

    /** Adds all of it to an object, and gives the object. */
    public static JsonObject add(JsonObject json, Details details) {
        json.put("name", details.name())
                .put("industry", details.industry().id())
                .put("role", details.role());
        putUnlessEmpty(json, "city", details.city());
        var timezone = details.timezone();
        if (timezone != null) {
            json.put("timezone", timezone.getId());
        }
        putUnlessEmpty(json, "headline", details.headline());
        return json.put("asks", JsonArray.of(details.asks())).put("offers", JsonArray.of(details.offers()));
    }

    public static JsonObject putUnlessEmpty(JsonObject json, String name, String value) {
        return value.isEmpty() ? json : json.put(name, value);
    }
}
