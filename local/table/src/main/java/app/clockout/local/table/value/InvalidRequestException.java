package app.clockout.local.table.value;

/** A request that DynamoDB refuses as a {@code ValidationException}, in its own words. */
public final class InvalidRequestException extends RuntimeException {
    public InvalidRequestException(String message) {
        super(message, null, false, false);
    }
}
