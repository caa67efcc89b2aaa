package app.clockout.waitlist;

import app.clockout.domain.MemberId;
import app.clockout.domain.Standing;
import app.clockout.web.Fields;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an admin says to decide: what, and about whom. */
record DecisionForm(
        Standing outcome,
        SubmitDecision.About about,
        @Nullable String note) {
    static final int NOTE = 1000;
    static final int MOST_MEMBERS = 1000;
    static final int MOST_FIRST = 5000;
    private static final int LONGEST_ID = 64;

    /** Reads the form; empty where a field is wrong, which the fields then tell. */
    static Optional<DecisionForm> read(Fields fields) {
        var outcome = outcome(fields);
        var chosen = fields.has("memberIds");
        var first = fields.optionalNumber("first", 1, MOST_FIRST);
        var filter = WaitlistFilters.read(fields);
        var members = fields.lines("memberIds", MOST_MEMBERS, LONGEST_ID);
        if (chosen && fields.has("first")) {
            fields.reject("first", "Either people or a number, please, not both.");
        } else if (fields.has("memberIds") && !filter.equals(WaitlistStore.Filter.NONE)) {
            fields.reject(
                    filter.industry() == null ? "city" : "industry", "This goes with a number only, not with people.");
        } else if (!fields.has("first") && members.isEmpty()) {
            fields.reject("memberIds", "Please choose people, or say how many to take.");
        }
        // A script whose variable is empty did not mean everybody. In a form an empty field is an absent one.
        rejectEmpty(fields, "industry", filter.industry());
        rejectEmpty(fields, "city", filter.city());
        var note = fields.optionalText("note", NOTE).orElse(null);
        if (!fields.areGood() || outcome.isEmpty()) {
            return Optional.empty();
        }
        var about = first.isPresent()
                ? new SubmitDecision.About.First(first.getAsInt(), filter)
                : new SubmitDecision.About.These(
                        members.stream().map(MemberId::new).toList());
        return Optional.of(new DecisionForm(outcome.get(), about, note));
    }

    private static void rejectEmpty(Fields fields, String narrowing, @Nullable Object read) {
        if (fields.has(narrowing) && read == null) {
            fields.reject(narrowing, "Please fill this in, or leave it out.");
        }
    }

    private static Optional<Standing> outcome(Fields fields) {
        return switch (fields.line("decision", LONGEST_ID)) {
            case "approve" -> Optional.of(Standing.APPROVED);
            case "decline" -> Optional.of(Standing.DECLINED);
            default -> {
                fields.reject("decision", "This must be approve or decline.");
                yield Optional.empty();
            }
        };
    }
}
