package app.clockout.local.journey;

import app.clockout.local.journey.Network.Reply;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;
import org.jspecify.annotations.Nullable;

/** A person who goes through the pages of a network by their links, and posts the forms found there. */
final class Visitor {
    private static final String PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final int MOST_PAGES = 400;

    /** A form on a page; its fields are the page's, not yet filled in. */
    record Form(String page, FormElement element) {
        String action() {
            return element.attr("action");
        }

        /** As its route has it: a form can only post, and says in a field what it stands for. */
        String method() {
            var instead = element.select("input[name=_method]").attr("value");
            return instead.isEmpty() ? "POST" : instead.toUpperCase(Locale.ROOT);
        }

        List<Element> controls() {
            return element.elements().stream()
                    .filter(control -> !control.attr("name").isEmpty())
                    .toList();
        }

        /** The inputs that a person writes into. */
        List<Element> written() {
            return controls().stream().filter(Form::isWritten).toList();
        }

        private static boolean isWritten(Element control) {
            return switch (control.normalName()) {
                case "textarea" -> true;
                case "input" ->
                    !List.of("hidden", "checkbox", "radio", "submit").contains(control.attr("type"));
                default -> false;
            };
        }

        /** What is sent when the first button is pressed and nothing is filled in. */
        Map<String, List<String>> data() {
            var data = new LinkedHashMap<String, List<String>>();
            element.formData().forEach(pair -> data.computeIfAbsent(pair.key(), _ -> new ArrayList<>())
                    .add(pair.value()));
            controls().stream()
                    .filter(control -> control.normalName().equals("button"))
                    .findFirst()
                    .ifPresent(button -> data.put(button.attr("name"), List.of(button.attr("value"))));
            return data;
        }
    }

    private final Network network;
    private final String cookie;

    /** @param session the token of a session; empty for a visitor without one */
    Visitor(Network network, String session) {
        this.network = network;
        this.cookie = session.isEmpty() ? "" : "session=" + session;
    }

    /** All forms that post, on the pages that links lead to from these. */
    List<Form> forms(Stream<String> from) {
        var forms = new ArrayList<Form>();
        var seen = new HashSet<String>();
        var open = new ArrayDeque<>(from.toList());
        while (!open.isEmpty() && seen.size() < MOST_PAGES) {
            var path = open.poll();
            if (!seen.add(path)) {
                continue;
            }
            var page = page(look(path));
            forms.addAll(forms(path, page));
            page.select("a[href]").forEach(link -> {
                var href = link.attr("href").replaceAll("#.*", "");
                if (href.startsWith("/") && !href.startsWith("/_local") && !href.contains(".ics")) {
                    open.add(href);
                }
            });
        }
        return forms;
    }

    /** All forms of one page that post. */
    List<Form> forms(String path) {
        return forms(path, page(look(path)));
    }

    private static List<Form> forms(String path, Document page) {
        return page.select("form[method=post]").forms().stream()
                .map(form -> new Form(path, form))
                .toList();
    }

    Reply look(String path) {
        return send(path, null);
    }

    Reply post(String action, Map<String, List<String>> fields) {
        return send(
                action,
                fields.entrySet().stream()
                        .flatMap(field ->
                                field.getValue().stream().map(value -> encoded(field.getKey()) + "=" + encoded(value)))
                        .collect(Collectors.joining("&")));
    }

    private Reply send(String path, @Nullable String form) {
        var request = network.request(path).setHeader("Accept", PAGE);
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        return network.send(
                form == null
                        ? request.GET()
                        : request.header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form)));
    }

    static Document page(Reply reply) {
        return Jsoup.parse(reply.text(), reply.response().uri().toString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
