package app.clockout.web;

/** Who may ask for a route. */
public enum Access {
    /** Everybody. Who they are is only looked up if the route asks. */
    ANYONE,
    /** Members who are signed in. */
    MEMBER,
    /** Members who are admins. */
    ADMIN
}
