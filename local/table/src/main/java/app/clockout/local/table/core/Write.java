package app.clockout.local.table.core;

import app.clockout.local.table.expression.Condition;
import app.clockout.local.table.expression.Kind;
import app.clockout.local.table.expression.Terms;
import app.clockout.local.table.expression.Update;
import app.clockout.local.table.value.InvalidRequestException;
import app.clockout.local.table.value.Item;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One write, by itself or as an action of a transaction. */
public sealed interface Write {
    /**
     * What must hold of the item as it is.
     *
     * @param condition null if nothing must
     * @param terms its placeholders, and those of the update beside it
     * @param showsItem whether a failed condition comes with the item that failed it
     */
    record If(@Nullable Condition condition, Terms terms, boolean showsItem) {
        public static final If ALWAYS = new If(null, new Terms(Map.of(), Map.of()), false);

        /**
         * A condition with its placeholders.
         *
         * @throws InvalidRequestException when it is not well-formed
         */
        public static If of(String condition, Terms terms) {
            return new If(terms.condition(Kind.CONDITION, condition), terms, false);
        }
    }

    String table();

    If condition();

    /** Writes an item over the one that is there. */
    record Put(String table, Item item, If condition) implements Write {}

    /**
     * Changes an item, or makes it.
     *
     * @param update null if the item is to be there, and no more
     */
    record Change(String table, Item key, @Nullable Update update, If condition) implements Write {}

    record Delete(String table, Item key, If condition) implements Write {}

    /** Writes nothing; only in transactions. */
    record Check(String table, Item key, If condition) implements Write {}

    static Put put(String table, Item item) {
        return new Put(table, item, If.ALWAYS);
    }

    /** A change by an update expression, such as {@code ADD seats :one}. */
    static Change change(String table, Item key, String update, Terms terms) {
        return new Change(table, key, terms.update(update), new If(null, terms, false));
    }

    static Delete delete(String table, Item key) {
        return new Delete(table, key, If.ALWAYS);
    }
}
