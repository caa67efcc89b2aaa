package app.clockout.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.clockout.domain.Person;
import gg.jte.html.HtmlContent;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The layout around every page, and the pages that every function shares. */
public final class Pages {
    private static final String STYLE = stylesheet();

    /** No script, nothing from elsewhere, and of styles only the one sheet, named by its hash. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'sha256-" + hash(STYLE)
            + "'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private Pages() {}

    /** The sign-in form, with a path to go on to after it; empty leads to the first page. */
    public static HtmlContent signInForm(Fields fields, String next) {
        return signInForm(fields, next, null);
    }

    /** @param kept a form that was sent without a session: it goes along, and stands below to be sent once more */
    public static HtmlContent signInForm(Fields fields, String next, @Nullable KeptForm kept) {
        return output -> JtesigninFormGenerated.render(output, null, fields, next, kept);
    }

    static String whole(Page page, @Nullable Person viewer) {
        return whole(page, viewer, null);
    }

    /** @param stopped what a form that comes back had met; null for any other page */
    static String whole(Page page, @Nullable Person viewer, @Nullable Stopped stopped) {
        // What the page calls its fields is known when they are drawn.
        var content = stopped == null ? page.content() : drawn(page.content());
        var summary = stopped == null ? null : ErrorSummary.of(stopped.fields(), stopped.detail());
        var html = new StringOutput(16 * 1024);
        JtelayoutGenerated.render(
                new OwaspHtmlTemplateOutput(html), null, page.title(), content, summary, viewer, output -> {
                    output.writeContent("<style>");
                    output.writeContent(STYLE);
                    output.writeContent("</style>");
                });
        return html.toString();
    }

    private static HtmlContent drawn(HtmlContent content) {
        var html = new StringOutput(8 * 1024);
        content.writeTo(new OwaspHtmlTemplateOutput(html));
        return output -> output.writeContent(html.toString());
    }

    /** @param detail what stopped the form as a whole; empty where only its fields are wrong */
    record Stopped(Fields fields, String detail) {}

    static void problem(
            HtmlTemplateOutput output,
            Problem problem,
            Map<String, String> errors,
            @Nullable KeptForm kept,
            @Nullable String back) {
        JteproblemGenerated.render(output, null, problem, errors, kept, back);
        if (problem.isInvalidLink()) {
            JtesigninFormGenerated.render(output, null, Fields.none(), "", null);
        }
    }

    static void signInAsked(HtmlTemplateOutput output, Problem problem, String next, @Nullable KeptForm kept) {
        JtesigninAskedGenerated.render(output, null, problem, next, kept);
    }

    private static String stylesheet() {
        try (var sheet = Pages.class.getResourceAsStream("style.css")) {
            return new String(Objects.requireNonNull(sheet).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
