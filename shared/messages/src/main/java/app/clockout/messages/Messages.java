package app.clockout.messages;

import app.clockout.domain.AddressHash;
import app.clockout.domain.MemberId;
import app.clockout.json.Json;
import app.clockout.json.JsonObject;
import app.clockout.json.UnreadableJsonException;

/** Messages as they travel: {@code {"version":1,"type":"applied",…}}, checked on arrival. */
public final class Messages {
    private static final int VERSION = 1;

    private Messages() {}

    public static String write(Message message) {
        return switch (message) {
            case Message.Applied(var address, var request) ->
                typed("applied")
                        .put("address", address.value())
                        .put("request", request)
                        .toString();
            case Message.SignInAsked(var address, var request) ->
                typed("sign-in-asked")
                        .put("address", address.value())
                        .put("request", request)
                        .toString();
            case Message.Confirmed(var member) ->
                typed("confirmed").put("member", member.value()).toString();
            case Message.Decided(var member) ->
                typed("decided").put("member", member.value()).toString();
            case Message.Decide(var decision, var chunk) ->
                typed("decide").put("decision", decision).put("chunk", chunk).toString();
        };
    }

    /**
     * Reads a message.
     *
     * @throws UnreadableMessageException where it is not one that this version of the code knows
     */
    public static Message read(String body) {
        var json = parsed(body);
        if (number(json, "version") != VERSION) {
            throw new UnreadableMessageException("Its version is not " + VERSION + ".");
        }
        return switch (text(json, "type")) {
            case "applied" -> new Message.Applied(new AddressHash(text(json, "address")), text(json, "request"));
            case "sign-in-asked" ->
                new Message.SignInAsked(new AddressHash(text(json, "address")), text(json, "request"));
            case "confirmed" -> new Message.Confirmed(new MemberId(text(json, "member")));
            case "decided" -> new Message.Decided(new MemberId(text(json, "member")));
            case "decide" -> new Message.Decide(text(json, "decision"), number(json, "chunk"));
            default -> throw new UnreadableMessageException("Its type is unknown.");
        };
    }

    /** Reads any JSON object that a queue brought; fails like {@link #read}. */
    public static JsonObject parsed(String body) {
        try {
            return Json.read(body);
        } catch (UnreadableJsonException e) {
            throw new UnreadableMessageException(String.valueOf(e.getMessage()));
        }
    }

    private static JsonObject typed(String type) {
        return new JsonObject().put("version", VERSION).put("type", type);
    }

    private static String text(JsonObject json, String field) {
        var text = json.text(field);
        if (text == null || text.isBlank()) {
            throw new UnreadableMessageException("It has no " + field + ".");
        }
        return text;
    }

    private static int number(JsonObject json, String field) {
        if (json.get(field) instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        throw new UnreadableMessageException("It has no " + field + ".");
    }
}
