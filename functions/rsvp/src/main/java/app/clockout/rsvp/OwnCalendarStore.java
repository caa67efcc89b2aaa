package app.clockout.rsvp;

import app.clockout.domain.MemberId;
import app.clockout.table.Key;
import app.clockout.table.Table;

/** Which version of their own calendar's address a member has: {@code MEMBER#id / CALENDAR}. */
public final class OwnCalendarStore {
    private static final String VERSION = "version";

    private final Table table;

    public OwnCalendarStore(Table table) {
        this.table = table;
    }

    private static Key key(MemberId member) {
        return new Key("MEMBER#" + member, "CALENDAR");
    }

    /** The version that holds; 0 until the first renewal. */
    public int version(MemberId member) {
        return table.get(key(member)).map(item -> (int) item.number(VERSION)).orElse(0);
    }

    /** Ends every address there was; gives the new version. */
    public int renew(MemberId member) {
        return (int) table.add(key(member), VERSION, 1);
    }
}
