package app.clockout.messages;

/** A message that this version of the code does not know; it belongs in the dead-letter queue. */
public final class UnreadableMessageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnreadableMessageException(String why) {
        super(why);
    }
}
