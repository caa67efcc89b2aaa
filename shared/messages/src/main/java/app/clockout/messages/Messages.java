package app.clockout.messages;

import app.clockout.domain.AddressHash;
import app.clockout.domain.MemberId;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Messages as they travel: {@code {"version":1,"type":"applied",…}}, checked on arrival. */
public final class Messages {
    private static final int VERSION = 1;
    private static final JsonMapper MAPPER = new JsonMapper();

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
        JsonNode json;
        try {
            json = MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new UnreadableMessageException("It is not JSON.");
        }
        if (json.path("version").asInt() != VERSION) {
            throw new UnreadableMessageException("Its version is not " + VERSION + ".");
        }
        return switch (json.path("type").asText()) {
            case "applied" -> new Message.Applied(new AddressHash(text(json, "address")), text(json, "request"));
            case "sign-in-asked" ->
                new Message.SignInAsked(new AddressHash(text(json, "address")), text(json, "request"));
            case "confirmed" -> new Message.Confirmed(new MemberId(text(json, "member")));
            case "decided" -> new Message.Decided(new MemberId(text(json, "member")));
            case "decide" -> new Message.Decide(text(json, "decision"), number(json, "chunk"));
            default -> throw new UnreadableMessageException("Its type is unknown.");
        };
    }

    private static ObjectNode typed(String type) {
        return MAPPER.createObjectNode().put("version", VERSION).put("type", type);
    }

    private static String text(JsonNode json, String field) {
        var node = json.path(field);
        if (!node.isTextual() || node.textValue().isBlank()) {
            throw new UnreadableMessageException("It has no " + field + ".");
        }
        return node.textValue();
    }

    private static int number(JsonNode json, String field) {
        var node = json.path(field);
        if (!node.isInt() || node.intValue() < 0) {
            throw new UnreadableMessageException("It has no " + field + ".");
        }
        return node.intValue();
    }
}
