package app.clockout.local.table.core;

import app.clockout.local.table.value.Item;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** DynamoDB's refusal of a call: the type and message that its clients see. */
public final class TableException extends RuntimeException {
    /** Why one action of a transaction could not be: {@code None}, {@code ConditionalCheckFailed} and so on. */
    public record Reason(
            String code, @Nullable String message, @Nullable Item item) {
        public static final Reason NONE = new Reason("None", null, null);
    }

    private final String type;
    private final @Nullable Item item;
    private final List<Reason> reasons;
    private final double units;

    private TableException(String type, String message, @Nullable Item item, List<Reason> reasons, double units) {
        super(message, null, false, false);
        this.type = type;
        this.item = item;
        this.reasons = List.copyOf(reasons);
        this.units = units;
    }

    public static TableException of(String type, String message) {
        return new TableException(type, message, null, List.of(), 0);
    }

    public static TableException invalid(String message) {
        return of("ValidationException", message);
    }

    public static TableException invalidParameters(String message) {
        return invalid("One or more parameter values were invalid: " + message);
    }

    public static TableException notFound(String message) {
        return of("ResourceNotFoundException", message);
    }

    /** @param item as it is, if the caller asked for it */
    static TableException conditionFailed(@Nullable Item item, double units) {
        return new TableException(
                "ConditionalCheckFailedException", "The conditional request failed", item, List.of(), units);
    }

    static TableException conflict(double units) {
        return new TableException(
                "TransactionConflictException", "Transaction is ongoing for the item", null, List.of(), units);
    }

    static TableException cancelled(List<Reason> reasons, double units) {
        var codes = reasons.stream().map(Reason::code).collect(Collectors.joining(", ", "[", "]"));
        return new TableException(
                "TransactionCanceledException",
                "Transaction cancelled, please refer cancellation reasons for specific reasons " + codes,
                null,
                reasons,
                units);
    }

    /** The name of the exception, such as {@code ValidationException}. */
    public String type() {
        return type;
    }

    /** The item that failed a condition, if the caller asked for it. */
    public @Nullable Item item() {
        return item;
    }

    /** By action, for a cancelled transaction; else empty. */
    public List<Reason> reasons() {
        return reasons;
    }

    /** The write units that the refused call is charged with all the same. */
    public double units() {
        return units;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
