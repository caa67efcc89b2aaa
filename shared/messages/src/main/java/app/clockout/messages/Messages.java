package app.clockout.messages;

import app.clockout.domain.AddressHash;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Reminder;
import app.clockout.domain.Slug;
import app.clockout.json.Json;
import app.clockout.json.JsonArray;
import app.clockout.json.JsonObject;
import app.clockout.json.UnreadableJsonException;
import app.clockout.log.Correlation;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** Messages as they travel: {@code {"version":1,"type":"applied","correlationId":…}}, checked on arrival. */
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
            case Message.SeatFreed(var event) -> about("seat-freed", event).toString();
            case Message.OfferEnded(var event, var member) ->
                about("offer-ended", event).put("member", member.value()).toString();
            case Message.EventMoved(var event) -> about("event-moved", event).toString();
            case Message.EventCancelled(var event) ->
                about("event-cancelled", event).toString();
            case Message.Reconcile(var event) -> about("reconcile", event).toString();
            case Message.Suspended(var member) ->
                typed("suspended").put("member", member.value()).toString();
            case Message.ClubClosed(var club) ->
                typed("club-closed").put("club", club.value()).toString();
            case Message.Answered(var event, var member) ->
                about("answered", event).put("member", member.value()).toString();
            case Message.EventNews(var event, var members) ->
                about("event-news", event).put("members", ids(members)).toString();
            case Message.ReminderDue(var event, var reminder) ->
                about("reminder-due", event).put("reminder", reminder.kind()).toString();
            case Message.Remind(var event, var reminder, var startsAt, var members) ->
                about("remind", event)
                        .put("reminder", reminder.kind())
                        .put("startsAt", startsAt.toString())
                        .put("members", ids(members))
                        .toString();
            case Message.AddressChangeAsked(var address, var request) ->
                typed("address-change-asked")
                        .put("address", address.value())
                        .put("request", request)
                        .toString();
            case Message.ClubRequested(var club, var member) -> about("club-requested", club, member);
            case Message.ClubRequestDecided(var club, var member) -> about("club-request-decided", club, member);
            case Message.ClubHanded(var club, var member) -> about("club-handed", club, member);
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
            case "confirmed" -> new Message.Confirmed(member(json));
            case "decided" -> new Message.Decided(member(json));
            case "decide" -> new Message.Decide(text(json, "decision"), number(json, "chunk"));
            case "seat-freed" -> new Message.SeatFreed(event(json));
            case "offer-ended" -> new Message.OfferEnded(event(json), member(json));
            case "event-moved" -> new Message.EventMoved(event(json));
            case "event-cancelled" -> new Message.EventCancelled(event(json));
            case "reconcile" -> new Message.Reconcile(event(json));
            case "suspended" -> new Message.Suspended(member(json));
            case "club-closed" -> new Message.ClubClosed(club(json));
            case "answered" -> new Message.Answered(event(json), member(json));
            case "event-news" -> new Message.EventNews(event(json), members(json));
            case "reminder-due" -> new Message.ReminderDue(event(json), reminder(json));
            case "remind" -> new Message.Remind(event(json), reminder(json), instant(json, "startsAt"), members(json));
            case "address-change-asked" ->
                new Message.AddressChangeAsked(new AddressHash(text(json, "address")), text(json, "request"));
            case "club-requested" -> new Message.ClubRequested(club(json), member(json));
            case "club-request-decided" -> new Message.ClubRequestDecided(club(json), member(json));
            case "club-handed" -> new Message.ClubHanded(club(json), member(json));
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

    /** The id of the request that caused a message, if it says one. */
    static Optional<String> correlation(String body) {
        try {
            return Optional.ofNullable(Json.read(body).text(Correlation.NAME));
        } catch (UnreadableJsonException e) {
            return Optional.empty();
        }
    }

    private static JsonObject typed(String type) {
        var json = new JsonObject().put("version", VERSION).put("type", type);
        Correlation.id().ifPresent(id -> json.put(Correlation.NAME, id));
        return json;
    }

    private static JsonObject about(String type, EventId event) {
        return typed(type).put("event", event.value());
    }

    private static String about(String type, Slug club, MemberId member) {
        return typed(type)
                .put("club", club.value())
                .put("member", member.value())
                .toString();
    }

    private static EventId event(JsonObject json) {
        return EventId.parse(text(json, "event"))
                .orElseThrow(() -> new UnreadableMessageException("Its event is none."));
    }

    private static Slug club(JsonObject json) {
        return Slug.parse(text(json, "club")).orElseThrow(() -> new UnreadableMessageException("Its club is none."));
    }

    private static MemberId member(JsonObject json) {
        return new MemberId(text(json, "member"));
    }

    private static JsonArray ids(List<MemberId> members) {
        return JsonArray.of(members.stream().map(MemberId::value).toList());
    }

    private static Reminder reminder(JsonObject json) {
        return Reminder.of(text(json, "reminder"))
                .orElseThrow(() -> new UnreadableMessageException("Its reminder is none."));
    }

    private static Instant instant(JsonObject json, String field) {
        try {
            return Instant.parse(text(json, field));
        } catch (DateTimeParseException e) {
            throw new UnreadableMessageException("Its " + field + " is no instant.");
        }
    }

    private static List<MemberId> members(JsonObject json) {
        if (!(json.get("members") instanceof JsonArray members)) {
            throw new UnreadableMessageException("It has no members.");
        }
        return members.values().stream()
                .map(member -> {
                    if (member instanceof String id && !id.isBlank()) {
                        return new MemberId(id);
                    }
                    throw new UnreadableMessageException("One of its members is none.");
                })
                .toList();
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
