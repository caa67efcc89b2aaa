package app.clockout.local.table.protocol;

import app.clockout.local.table.core.Units;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Consumed capacity as the caller asked for it: nothing, a total, or by index. */
final class Consumed {
    private Consumed() {}

    static @Nullable Map<String, Object> of(Request request, Units units) {
        return of(request, units, null);
    }

    /** @param kind in transactions, the kind of units that is told as well */
    private static @Nullable Map<String, Object> of(Request request, Units units, @Nullable String kind) {
        var wanted = request.text("ReturnConsumedCapacity");
        if (wanted == null || wanted.equals("NONE")) {
            return null;
        }
        var json = new LinkedHashMap<String, Object>();
        json.put("TableName", units.name());
        putUnits(json, units.total(), kind);
        if (wanted.equals("INDEXES")) {
            json.put("Table", units(units.table(), kind));
            if (!units.global().isEmpty()) {
                json.put("GlobalSecondaryIndexes", byIndex(units.global(), kind));
            }
            if (!units.local().isEmpty()) {
                json.put("LocalSecondaryIndexes", byIndex(units.local(), kind));
            }
        }
        return json;
    }

    static double total(Collection<Units> units) {
        return units.stream().mapToDouble(Units::total).sum();
    }

    static @Nullable List<Map<String, Object>> of(Request request, Collection<Units> units, @Nullable String kind) {
        var wanted = request.text("ReturnConsumedCapacity");
        if (wanted == null || wanted.equals("NONE")) {
            return null;
        }
        return units.stream()
                .map(each -> of(request, each, kind))
                .<Map<String, Object>>mapMulti((each, next) -> {
                    if (each != null) {
                        next.accept(each);
                    }
                })
                .toList();
    }

    private static Map<String, Object> byIndex(Map<String, Double> units, @Nullable String kind) {
        var json = new LinkedHashMap<String, Object>();
        units.forEach((index, each) -> json.put(index, units(each, kind)));
        return json;
    }

    private static Map<String, Object> units(double units, @Nullable String kind) {
        var json = new LinkedHashMap<String, Object>();
        putUnits(json, units, kind);
        return json;
    }

    private static void putUnits(Map<String, Object> json, double units, @Nullable String kind) {
        json.put("CapacityUnits", units);
        if (kind != null) {
            json.put(kind, units);
        }
    }
}
