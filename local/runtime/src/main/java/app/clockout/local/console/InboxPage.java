package app.clockout.local.console;

import static app.clockout.local.console.Html.escape;

import app.clockout.local.emulators.CaughtMail;
import app.clockout.local.emulators.CaughtMail.Attachment;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** The inbox as a mail reader: a list, and one mail. */
final class InboxPage {
    /** Scripts never; the mail's own styles and pictures in its frame. */
    static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data: http: https:; form-action 'self'; base-uri 'none'";

    private static final int SHOWN = 200;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss", Locale.ENGLISH).withZone(ZoneId.systemDefault());
    private static final String STYLE = """
            :root { color-scheme: light dark; --line: #8884; --quiet: #767676; --link: #0b57d0 }
            @media (prefers-color-scheme: dark) { :root { --quiet: #a0a0a0; --link: #8ab4f8 } }
            * { box-sizing: border-box }
            body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 52rem; padding: 1rem }
            h1 { font-size: 1.3rem; margin: .5rem 0 1rem; overflow-wrap: anywhere }
            a { color: var(--link) }
            form { display: flex; flex-wrap: wrap; gap: .5rem; margin-bottom: 1rem }
            label { flex: 1 1 10rem; font-size: .85rem; color: var(--quiet) }
            input { display: block; width: 100%; font: inherit; padding: .4rem }
            button { font: inherit; padding: .4rem 1rem; align-self: end; min-height: 2.6rem }
            ol { list-style: none; margin: 0; padding: 0 }
            li a { display: block; padding: .7rem .2rem; border-top: 1px solid var(--line); text-decoration: none;
              color: inherit }
            li strong, li span { display: block; overflow-wrap: anywhere }
            .quiet { color: var(--quiet); font-size: .85rem }
            dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 0 0 1rem }
            dd { margin: 0; overflow-wrap: anywhere }
            dt { color: var(--quiet) }
            iframe { width: 100%; height: min(70vh, 44rem); border: 1px solid var(--line); background: #fff }
            pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); padding: .8rem;
              margin: 0; font-size: .85rem }
            details { margin-top: 1rem }
            summary { cursor: pointer; padding: .4rem 0 }
            """;

    private InboxPage() {}

    /**
     * The list.
     *
     * @param mails newest first
     *
     */
    static String list(List<Numbered> mails, String to, String kind) {
        var items = new StringBuilder();
        for (Numbered mail : mails.subList(0, Math.min(SHOWN, mails.size()))) {
            items.append("""
                    <li><a href="/_local/inbox?mail=%d"><strong>%s</strong><span>%s</span>\
                    <span class="quiet">%s · %s</span></a></li>
                    """.formatted(
                            mail.number(),
                            escape(mail.mail().subject()),
                            escape(mail.mail().to()),
                            escape(mail.mail().kind()),
                            time(mail.mail().sentAt())));
        }
        String count = mails.size()
                + (mails.size() == 1 ? " mail" : " mails")
                + (mails.size() > SHOWN ? ", the newest " + SHOWN + " shown" : "");
        return page("Inbox", """
                <h1>Inbox</h1>
                <form method="get" action="/_local/inbox">
                <label>To <input name="to" type="search" value="%s" autocapitalize="none"></label>
                <label>Kind <input name="kind" type="search" value="%s" autocapitalize="none"></label>
                <button>Show</button>
                </form>
                <p class="quiet">%s</p>
                <ol>
                %s</ol>
                """.formatted(escape(to), escape(kind), count, items));
    }

    /** A mail with the number it was caught as, counted from 1. */
    record Numbered(int number, CaughtMail mail) {}

    static String mail(CaughtMail mail) {
        var body = new StringBuilder();
        body.append("<p><a href=\"/_local/inbox\">← Inbox</a></p><h1>%s</h1>".formatted(escape(mail.subject())));
        body.append("<dl><dt>From</dt><dd>%s</dd><dt>To</dt><dd>%s</dd><dt>Kind</dt><dd>%s</dd><dt>Sent</dt><dd>%s</dd>"
                .formatted(escape(mail.from()), escape(mail.to()), escape(mail.kind()), time(mail.sentAt())));
        body.append("</dl>");
        if (!mail.html().isEmpty()) {
            body.append("<iframe title=\"The mail as HTML\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\""
                    + " srcdoc=\"%s\"></iframe>".formatted(escape("<base target=\"_blank\">" + withPictures(mail))));
        }
        mail.attachments().stream()
                .filter(attachment -> !isInside(attachment))
                .forEach(attachment -> body.append(attachment(attachment)));
        body.append(details("Text", mail.text(), mail.html().isEmpty()));
        var headers = new StringBuilder();
        mail.headers()
                .forEach((name, value) ->
                        headers.append(name).append(": ").append(value).append('\n'));
        body.append(details("Headers", headers.toString(), false));
        body.append(details("Links", String.join("\n", mail.links()), false));
        body.append(details("As SES got it", mail.raw(), false));
        return page(mail.subject(), body.toString());
    }

    private static String details(String title, String text, boolean open) {
        return "<details%s><summary>%s</summary><pre>%s</pre></details>"
                .formatted(open ? " open" : "", title, escape(text));
    }

    private static boolean isInside(Attachment attachment) {
        return attachment.type().startsWith("image/") && !attachment.contentId().isEmpty();
    }

    private static String attachment(Attachment attachment) {
        var name = attachment.name().isEmpty() ? "one more form of the text" : attachment.name();
        return """
                <p>📎 <a href="%s" download="%s">%s</a> <span class="quiet">%s</span></p>
                """.formatted(escape(dataUrl(attachment)), escape(name), escape(name), escape(attachment.type()));
    }

    /** Pictures that the HTML takes from its own parts: a frame cannot look them up. */
    private static String withPictures(CaughtMail mail) {
        String html = mail.html();
        for (Attachment attachment : mail.attachments()) {
            if (isInside(attachment)) {
                html = html.replace("cid:" + attachment.contentId(), dataUrl(attachment));
            }
        }
        return html;
    }

    private static String dataUrl(Attachment attachment) {
        boolean text = attachment.type().startsWith("text/");
        String content = text
                ? Base64.getEncoder().encodeToString(attachment.content().getBytes(StandardCharsets.UTF_8))
                : attachment.content();
        return "data:" + attachment.type() + ";base64," + content;
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static String page(String title, String body) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <main>
                %s
                </main>
                </body>
                </html>
                """.formatted(escape(title), STYLE, body);
    }
}
