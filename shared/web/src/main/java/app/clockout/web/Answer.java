package app.clockout.web;

import app.clockout.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a route answers; which representation is sent, the request decides. */
public final class Answer {
    private final int status;
    private final @Nullable JsonObject json;
    private @Nullable Supplier<Page> page;
    private @Nullable String next;
    private @Nullable Fields invalid;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable String text;
    private final List<String> cookies = new ArrayList<>();

    private Answer(int status, @Nullable JsonObject json) {
        this.status = status;
        this.json = json;
    }

    /** A thing to look at, as JSON or as a page. */
    public static Answer view(JsonObject json, Supplier<Page> page) {
        var answer = new Answer(200, json);
        answer.page = page;
        return answer;
    }

    /** Something is done: with this status and JSON, or for a form, by going on to the next page. */
    public static Answer done(int status, JsonObject json, String nextPage) {
        var answer = new Answer(status, json);
        answer.next = nextPage;
        return answer;
    }

    /** Something is done, as {@link #done(int, JsonObject, String)} says; a form's answer is this page, which has something to keep. */
    public static Answer doneWith(int status, JsonObject json, Supplier<Page> page) {
        var answer = new Answer(status, json);
        answer.page = page;
        return answer;
    }

    /** Something is done and there is nothing to say: 204, or for a form, on to the next page. */
    public static Answer done(String nextPage) {
        var answer = new Answer(204, null);
        answer.next = nextPage;
        return answer;
    }

    /** A document of another kind than JSON and pages, the same for everybody who asks: a calendar, a table. */
    public static Answer document(String contentType, String text) {
        var answer = new Answer(200, null);
        answer.text = text;
        return answer.header("Content-Type", contentType);
    }

    /** Nothing to say, and nowhere to go on to: 204. */
    static Answer nothing() {
        return new Answer(204, null);
    }

    /**
     * Fields are wrong: 422, as a problem naming them, or as the page of the route's form ({@link Routes#form}) with what was typed
     * and each message in place.
     */
    public static Answer invalid(Fields fields) {
        var answer = new Answer(422, Problem.validation().json());
        answer.invalid = fields;
        return answer;
    }

    /** The same on a page that is no route's form, such as a list with its filters. */
    public static Answer invalid(Fields fields, Supplier<Page> page) {
        return invalid(fields).on(page);
    }

    /** As a page, this one. */
    Answer on(Supplier<Page> page) {
        this.page = page;
        return this;
    }

    public Answer header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** The version of the thing, for {@link Request#requireVersion} (RFC 9110, section 8.8.3). */
    public Answer version(long version) {
        return header("ETag", "\"" + version + "\"");
    }

    public Answer cookie(String cookie) {
        cookies.add(cookie);
        return this;
    }

    int status() {
        return status;
    }

    @Nullable
    JsonObject json() {
        return json;
    }

    @Nullable
    Supplier<Page> page() {
        return page;
    }

    @Nullable
    String text() {
        return text;
    }

    @Nullable
    String next() {
        return next;
    }

    /** The fields that are wrong, if that is what it says. */
    @Nullable
    Fields invalid() {
        return invalid;
    }

    Map<String, String> headers() {
        return headers;
    }

    List<String> cookies() {
        return cookies;
    }
}
