package app.clockout.local.emulators;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The links of a mail, as its reader could follow them. */
final class MailLinks {
    private static final Pattern HREF =
            Pattern.compile("\\bhref\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s>\"']+))", Pattern.CASE_INSENSITIVE);
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"]+");
    private static final Pattern ABSOLUTE = Pattern.compile("https?://[^/\\s]+.*");
    private static final Pattern ENTITY =
            Pattern.compile("&(?:#(\\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|quot|apos|lt|gt));");

    private MailLinks() {}

    /** The absolute links, those of the HTML first, each once, in the order they are written. */
    static List<String> in(String html, String text) {
        var links = new LinkedHashSet<String>();
        HREF.matcher(html).results().forEach(href -> {
            String link = unescaped(firstGroup(href)).strip();
            if (ABSOLUTE.matcher(link).matches()) {
                links.add(link);
            }
        });
        ADDRESS.matcher(text).results().forEach(address -> links.add(withoutPunctuation(address.group())));
        return List.copyOf(links);
    }

    private static String firstGroup(MatchResult href) {
        for (int i = 1; i < href.groupCount(); i++) {
            if (href.group(i) != null) {
                return href.group(i);
            }
        }
        return href.group(href.groupCount());
    }

    /** A sentence's end is not the link's: mail readers leave it out, too. */
    private static String withoutPunctuation(String link) {
        String rest = link;
        while (!rest.isEmpty()) {
            char last = rest.charAt(rest.length() - 1);
            boolean closes = last == ')' && rest.indexOf('(') < 0;
            if (!closes && ".,;:!?']".indexOf(last) < 0) {
                break;
            }
            rest = rest.substring(0, rest.length() - 1);
        }
        return rest;
    }

    private static String unescaped(String attribute) {
        return ENTITY.matcher(attribute).replaceAll(entity -> Matcher.quoteReplacement(character(entity)));
    }

    private static String character(MatchResult entity) {
        if (entity.group(1) != null) {
            return Character.toString(Integer.parseInt(entity.group(1)));
        }
        if (entity.group(2) != null) {
            return Character.toString(Integer.parseInt(entity.group(2), 16));
        }
        return switch (entity.group(3)) {
            case "amp" -> "&";
            case "quot" -> "\"";
            case "apos" -> "'";
            case "lt" -> "<";
            default -> ">";
        };
    }
}
