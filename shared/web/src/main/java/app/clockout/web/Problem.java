package app.clockout.web;

import app.clockout.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What went wrong with a request, told as RFC 9457 says or as a page. Thrown, because it ends the request anywhere. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String slug;
    private final String title;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private transient @Nullable Page page;

    private Problem(int status, String slug, String title, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.slug = slug;
        this.title = title;
    }

    public static Problem unreadable(String detail) {
        return new Problem(400, "unreadable", "Not readable", detail);
    }

    /** The one answer to every link that does not work, whatever the reason. */
    public static Problem invalidLink() {
        return new Problem(
                400,
                "invalid-link",
                "This link does not work",
                "It may be too old, used already, or cut off on its way. Ask for a new one.");
    }

    static Problem unauthenticated() {
        return new Problem(401, "unauthenticated", "Please sign in", "This is for members who are signed in.");
    }

    /** @param detail for whom it is instead */
    public static Problem forbidden(String detail) {
        return new Problem(403, "forbidden", "Not allowed", detail);
    }

    static Problem crossSite() {
        return new Problem(
                403,
                "cross-site",
                "Not from here",
                "The request came from a page of another site, so nothing was done.");
    }

    public static Problem notFound() {
        return new Problem(404, "not-found", "Nothing here", "There is no such page, or it is not for you to see.");
    }

    static Problem methodNotAllowed(String allowed) {
        return new Problem(405, "method-not-allowed", "Not that way", "This address can be asked with " + allowed + ".")
                .with("Allow", allowed);
    }

    public static Problem conflict(String detail) {
        return new Problem(409, "conflict", "Not as things stand", detail);
    }

    static Problem tooLarge() {
        return new Problem(413, "too-large", "Too large", "A request can have at most 64 KiB.");
    }

    static Problem unsupportedMediaType() {
        return new Problem(
                415,
                "unsupported-media-type",
                "Not that kind of content",
                "Send a form (application/x-www-form-urlencoded) or JSON (application/json).");
    }

    /** The change is about a version that is no longer the present one. */
    public static Problem preconditionFailed() {
        return new Problem(
                412,
                "precondition-failed",
                "Changed in the meantime",
                "This was changed after you had opened it. Look at how it is now, and make your change again.");
    }

    static Problem preconditionRequired() {
        return new Problem(
                428,
                "precondition-required",
                "Which version?",
                "Send the ETag of what you changed as If-Match, so that nobody's change gets lost.");
    }

    static Problem validation() {
        return new Problem(422, "validation", "Please check what you entered", "Some fields need another look.");
    }

    public static Problem tooManyRequests(Duration retryAfter) {
        return tooMany("There were many requests from where you are. Please try again later.", retryAfter);
    }

    /** @param detail what there was too much of */
    public static Problem tooMany(String detail, Duration retryAfter) {
        return new Problem(429, "too-many-requests", "Too many at once", detail)
                .with("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
    }

    public static Problem busy(Duration retryAfter) {
        return new Problem(503, "busy", "Busy right now", "Nothing was lost. Please try again in a moment.")
                .with("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
    }

    static Problem fault() {
        return new Problem(500, "fault", "Something broke", "This is our fault, and it has been noted.");
    }

    private Problem with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    /** The same, where a page tells it in words and a look of its own. */
    public Problem on(Page itsPage) {
        page = itsPage;
        return this;
    }

    @Nullable
    Page page() {
        return page;
    }

    int status() {
        return status;
    }

    /** Whether the change was about a version that is no longer the present one. */
    public boolean isStale() {
        return status == 412;
    }

    /** Whether a form that met it should come back with what was typed. */
    boolean leavesForm() {
        return status == 409 || status == 412 || status == 422 || status == 429 || status == 503;
    }

    /** Whether the same form can go through a little later. */
    boolean passes() {
        return status == 429 || status == 503;
    }

    public String title() {
        return title;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    Map<String, String> headers() {
        return headers;
    }

    boolean isInvalidLink() {
        return slug.equals("invalid-link");
    }

    JsonObject json() {
        return new JsonObject()
                .put("type", "/problems/" + slug)
                .put("title", title)
                .put("status", status)
                .put("detail", detail());
    }
}
