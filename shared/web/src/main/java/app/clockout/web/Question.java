package app.clockout.web;

import app.clockout.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * A page that asks before what cannot be taken back. The button that leads here sends {@code ask=yes} along with its form; the one
 * button here sends the same form without it, which then acts. A client that asks for nothing acts at once.
 *
 * @param verb what is about to be done: with the name it is the question, "Suspend Ada?"
 * @param name what or whom it is done to, in a member's words; may be empty
 * @param text what follows from it, and for how many
 * @param button what it says
 * @param back where it leads not to do it
 */
public record Question(String verb, String name, String text, String button, String back) {
    private static final String FIELD = "ask";

    /** Whether a page is to ask first what this request is about to do. */
    public static boolean isAsked(Request request) {
        return request.isForm()
                && request.wantsPage()
                && request.fields().typed(FIELD).equals("yes");
    }

    /** The page, for a request that {@link #isAsked}. */
    public Answer of(Request request) {
        return of(request, Map.of());
    }

    /** @param instead what the button sends for a field in place of what was typed: as many as the question names, not more */
    public Answer of(Request request, Map<String, String> instead) {
        var action = request.target();
        var fields = KeptForm.of(request).map(KeptForm::fields).orElse(List.of()).stream()
                .filter(field -> !field.name().equals(FIELD))
                .map(field -> new KeptForm.Field(field.name(), instead.getOrDefault(field.name(), field.value())))
                .toList();
        var title = verb + (name.isEmpty() ? "" : " " + name) + "?";
        return Answer.view(
                new JsonObject(),
                () -> new Page(title, output -> JtequestionGenerated.render(output, null, this, action, fields)));
    }
}
