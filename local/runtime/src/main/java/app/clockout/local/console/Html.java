package app.clockout.local.console;

/** Text as HTML. */
final class Html {
    private Html() {}

    /** Fit for an element's text and for an attribute in double quotes. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
