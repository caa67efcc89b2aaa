package app.clockout.json;

/** Not one JSON object, or one with something wrong about it. The message tells what, and quotes nothing. */
public final class UnreadableJsonException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableJsonException(String why) {
        super(why, null, false, false);
    }
}
