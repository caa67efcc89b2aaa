package app.clockout.web;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Ids;
import app.clockout.domain.Industry;
import app.clockout.domain.InvisibleCharacters;
import app.clockout.json.JsonObject;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request, whether a form or JSON brought them. Reading a field checks it; what is wrong is collected,
 * so that every bad field is named at once. In a form an empty value is an absent one; a field of nested things is
 * named {@code venue.name}.
 */
public final class Fields {
    /** Of what has an id or a name that is the same for everybody. */
    private static final int LONGEST_NAME = 80;

    /** By which a form that was sent twice is known. */
    static final String KEY = "idempotencyKey";

    private static final String MISSING = "Please fill this in.";

    private final Sent sent;
    private final Map<String, String> errors = new LinkedHashMap<>();
    private final Map<String, String> labels = new HashMap<>();
    private @Nullable Fields present;
    private @Nullable MadeBefore madeBefore;

    private Fields(Sent sent) {
        this.sent = sent;
    }

    public static Fields none() {
        return ofForm(Map.of());
    }

    /** Fields of a form that is filled in already: what there is now, to be changed. */
    public static Fields filled(Map<String, String> values) {
        var form = new LinkedHashMap<String, List<String>>();
        values.forEach((field, value) -> form.put(field, List.of(value)));
        return ofForm(form);
    }

    static Fields ofJson(JsonObject json) {
        return new Fields(new Sent.Json(json));
    }

    static Fields ofForm(Map<String, List<String>> form) {
        return new Fields(new Sent.Form(form));
    }

    /** What is wrong, by field, in the order found. */
    public Map<String, String> errors() {
        return errors;
    }

    /**
     * Sets beside what was typed what the thing says at present, since another person changed it meanwhile: the form then shows
     * both where they differ, and is about the present version.
     */
    public Fields beside(Fields present) {
        this.present = present;
        return this;
    }

    /** What another person wrote there meanwhile, where that is something else; null where it is not. */
    @Nullable
    String changedTo(String field) {
        var other = present == null ? null : present.typed(field);
        return other == null
                        || other.strip()
                                .equals(typed(field).replace("\r\n", "\n").strip())
                ? null
                : other;
    }

    /** The version that a form is about: the one its author had seen, or the present one where they are shown both. */
    public String version(long now) {
        var seen = typed("ifMatch");
        return present != null || seen.isEmpty() ? Long.toString(now) : seen;
    }

    /** The key that a form which makes something goes out with: its own, but a fresh one where that was another request's. */
    public String keyOr(RandomGenerator random) {
        var typed = typed(KEY);
        return typed.isEmpty() || errors.containsKey(KEY) ? Ids.id(random) : typed;
    }

    /**
     * Notes that another request had the form's key.
     *
     * @param message what happened, and what sending the form once more will do
     * @param made what that request made, which the page links
     */
    public void keyTaken(String message, MadeBefore made) {
        madeBefore = made;
        reject(KEY, message);
    }

    /** What another request made under the form's key; null where none did. */
    @Nullable
    MadeBefore madeBefore() {
        return madeBefore;
    }

    void label(String field, String label) {
        labels.put(field, label);
    }

    /** What the page calls a field; null before the page is drawn, and where it has no such field. */
    @Nullable
    String label(String field) {
        return labels.get(field);
    }

    /** The fields of a form as they were sent; none of JSON. */
    Map<String, List<String>> form() {
        return sent instanceof Sent.Form(var form) ? form : Map.of();
    }

    public boolean areGood() {
        return errors.isEmpty();
    }

    /** Notes what is wrong with a field; the first thing noted stays. */
    public void reject(String field, String message) {
        errors.putIfAbsent(field, message);
    }

    public boolean has(String field) {
        return sent.has(field);
    }

    /** A line of text that must be there, of 1 to {@code most} characters; empty where it was rejected. */
    public String line(String field, int most) {
        return optionalLine(field, most).orElseGet(() -> {
            reject(field, MISSING);
            return "";
        });
    }

    /** A line of text, if it is there. */
    public Optional<String> optionalLine(String field, int most) {
        return sent.text(field, this::reject)
                .map(text -> checked(field, text, most, false))
                .filter(text -> !text.isEmpty());
    }

    /**
     * The token of a mailed link, which a button sends along; empty where there is none, which is a field like any other.
     *
     * @throws Problem 400 where it is longer than any that this service makes
     */
    public String token() {
        if (typed("token").length() > Request.LONGEST_TOKEN) {
            throw Problem.invalidLink();
        }
        return line("token", Request.LONGEST_TOKEN);
    }

    /** A text that can have several lines, if it is there; line ends become LF. */
    public Optional<String> optionalText(String field, int most) {
        return sent.text(field, this::reject)
                .map(text -> checked(field, text.replace("\r\n", "\n").replace('\r', '\n'), most, true))
                .filter(text -> !text.isEmpty());
    }

    /** Lines of text, none where the field is absent; empty entries of a form count as absent. */
    public List<String> lines(String field, int mostEntries, int most) {
        var texts = sent.texts(field, this::reject);
        if (texts.size() > mostEntries) {
            reject(field, "At most %d, please.".formatted(mostEntries));
            return List.of();
        }
        var lines = new ArrayList<String>();
        IntStream.range(0, texts.size()).forEach(i -> {
            var entry = field + "[" + i + "]";
            var line = checked(entry, texts.get(i), most, false);
            if (line.isEmpty()) {
                reject(entry, MISSING);
            }
            lines.add(line);
        });
        return lines;
    }

    /** Whether a box is ticked: {@code on} in a form, {@code true} in JSON. */
    public boolean ticked(String field) {
        return sent.ticked(field, this::reject);
    }

    /** A whole number between two others, if it is there. */
    public OptionalInt optionalNumber(String field, int least, int most) {
        if (!sent.has(field)) {
            return OptionalInt.empty();
        }
        var number = sent.number(field);
        if (number == null || number < least || number > most) {
            reject(field, "This must be a whole number from %d to %d.".formatted(least, most));
            return OptionalInt.empty();
        }
        return OptionalInt.of(number);
    }

    /** A mail address, which has to be there. */
    public Optional<EmailAddress> email(String field) {
        var typed = optionalAddress(field);
        if (typed.isEmpty()) {
            reject(field, MISSING);
        }
        var email = typed.flatMap(EmailAddress::parse);
        if (email.isEmpty()) {
            reject(field, "This does not look like an address that mail can be sent to.");
        }
        return email;
    }

    /** What was typed or pasted for a mail address, if anything, for {@link EmailAddress#parse}. */
    public Optional<String> optionalAddress(String field) {
        return sent.text(field, this::reject).filter(InvisibleCharacters::hasSomethingToSee);
    }

    /** An industry by its id, if one is there. */
    public Optional<Industry> optionalIndustry(String field) {
        return optionalLine(field, LONGEST_NAME).flatMap(id -> {
            var industry = Industry.of(id);
            if (industry.isEmpty()) {
                reject(field, "There is no such industry.");
            }
            return industry;
        });
    }

    /** A time zone by its IANA name, in any case and with spaces or underscores, if one is there. */
    public Optional<ZoneId> optionalZone(String field) {
        return optionalLine(field, LONGEST_NAME).flatMap(name -> {
            var zone = TimeZones.named(name);
            if (zone.isEmpty()) {
                rejectZone(field);
            }
            return zone;
        });
    }

    public void rejectZone(String field) {
        reject(field, "Please use the name of a time zone, like Europe/Berlin.");
    }

    /** What was typed, to be shown again as it was. */
    public String typed(String field) {
        return sent.typed(field);
    }

    /** The entries that were typed for a list. */
    public List<String> typedList(String field) {
        return sent.texts(field, this::reject);
    }

    /**
     * The text without outer spaces, empty where there is nothing to see; noted as wrong where it is too long, or has what
     * cannot be shown.
     */
    private String checked(String field, String typed, int most, boolean lineBreaks) {
        if (TypedText.hasStrangeOnes(typed, lineBreaks)) {
            reject(field, "There are characters in it that cannot be shown.");
        }
        if (!InvisibleCharacters.hasSomethingToSee(typed)) {
            return "";
        }
        var text = InvisibleCharacters.withoutOuterSpaces(typed);
        if (text.codePointCount(0, text.length()) > most) {
            reject(field, "At most %d characters, please.".formatted(most));
        }
        return text;
    }
}
