package app.clockout.clubs;

import app.clockout.domain.Event;
import app.clockout.domain.Industry;
import app.clockout.table.EventKeys;
import app.clockout.table.EventList;
import app.clockout.table.Events;
import app.clockout.table.Item;
import app.clockout.table.Write;
import java.util.ArrayList;
import java.util.List;

/** The public rows of a club's events, as its industry has them listed (docs/table-design.md, C5). */
final class EventListStore {
    private EventListStore() {}

    /**
     * Brings the rows of a coming event in line with another industry of its club; none where none moves. Refused when the
     * event is no longer the version that it was, or does not take place.
     */
    static List<Write> move(Event event, Industry from, Industry to) {
        var before = EventList.publicKeys(event, from);
        var after = EventList.publicKeys(event, to);
        var writes = new ArrayList<Write>();
        before.stream().filter(key -> !after.contains(key)).map(Write::delete).forEach(writes::add);
        after.stream()
                .filter(key -> !before.contains(key))
                .map(key -> Write.put(Item.at(key)))
                .forEach(writes::add);
        if (!writes.isEmpty()) {
            writes.add(
                    Write.check(EventKeys.event(event.id()), Events.UNCHANGED).where(":version", event.version()));
        }
        return writes;
    }
}
