package app.clockout.local.console;

import app.clockout.local.console.InboxPage.Numbered;
import app.clockout.local.emulators.CaughtMail;
import app.clockout.local.emulators.SentMails;
import app.clockout.local.gateway.HttpAnswer;
import app.clockout.local.gateway.HttpRequest;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The mails that were sent, as JSON or as a mail reader. */
final class Inbox {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SentMails mails;

    Inbox(SentMails mails) {
        this.mails = mails;
    }

    HttpAnswer answer(HttpRequest request) {
        var query = request.query();
        String to = query.getOrDefault("to", "").strip();
        String kind = query.getOrDefault("kind", "").strip();
        if (request.header("accept").orElse("*/*").contains("text/html")) {
            return page(query.getOrDefault("mail", ""), to, kind);
        }
        var document = JSON.createObjectNode();
        var items = document.putArray("items");
        mails.mails(to.isEmpty() ? null : to, kind.isEmpty() ? null : kind).forEach(mail -> items.add(json(mail)));
        return LocalApi.json(document);
    }

    private HttpAnswer page(String number, String to, String kind) {
        if (!number.isEmpty()) {
            var all = mails.mails();
            if (!number.matches("[1-9]\\d{0,8}") || Integer.parseInt(number) > all.size()) {
                throw LocalProblem.notFound("mail " + number);
            }
            return html(InboxPage.mail(all.get(all.size() - Integer.parseInt(number))));
        }
        var all = mails.mails();
        var shown = new ArrayList<Numbered>();
        for (int i = 0; i < all.size(); i++) {
            var mail = all.get(i);
            if ((to.isEmpty() || mail.goesTo(to))
                    && (kind.isEmpty() || mail.kind().equals(kind))) {
                shown.add(new Numbered(all.size() - i, mail));
            }
        }
        return html(InboxPage.list(shown, to, kind));
    }

    private static HttpAnswer html(String page) {
        return new HttpAnswer(
                200,
                Map.of(
                        "content-type", List.of("text/html; charset=utf-8"),
                        "cache-control", List.of("no-store"),
                        "content-security-policy", List.of(InboxPage.POLICY),
                        "x-content-type-options", List.of("nosniff")),
                page.getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode json(CaughtMail mail) {
        var json = JSON.createObjectNode();
        json.put("to", mail.to());
        json.put("from", mail.from());
        json.put("subject", mail.subject());
        json.put("kind", mail.kind());
        json.put("text", mail.text());
        json.put("html", mail.html());
        var headers = json.putObject("headers");
        mail.headers().forEach(headers::put);
        var links = json.putArray("links");
        mail.links().forEach(links::add);
        var attachments = json.putArray("attachments");
        mail.attachments().forEach(attachment -> attachments
                .addObject()
                .put("name", attachment.name())
                .put("type", attachment.type())
                .put("content", attachment.content()));
        json.put("raw", mail.raw());
        json.put("sentAt", mail.sentAt().toString());
        return json;
    }
}
