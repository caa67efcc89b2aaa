package app.clockout.table;

/** An item that does not have the shape this version of the code writes and reads. */
public final class UnreadableItemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnreadableItemException(String message) {
        super(message);
    }
}
