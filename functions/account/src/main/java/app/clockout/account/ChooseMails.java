package app.clockout.account;

import app.clockout.domain.MailChoice;
import app.clockout.domain.MemberId;
import app.clockout.table.People;
import app.clockout.table.Table;
import java.util.Set;

/** Keeps which kinds of mail a member does without (docs/table-design.md, P1 and P2). */
final class ChooseMails {
    sealed interface Outcome {
        record Kept() implements Outcome {}

        /** They are no member, or no longer. */
        record NotAMember() implements Outcome {}
    }

    private final Table table;
    private final People people;

    ChooseMails(Table table, People people) {
        this.table = table;
        this.people = people;
    }

    /** These kinds, and no others. */
    Outcome without(MemberId member, Set<MailChoice> unwanted) {
        return table.commit(people.prefer(member, unwanted)).done() ? new Outcome.Kept() : new Outcome.NotAMember();
    }

    /** One kind more: two that are stopped at once are both stopped. */
    Outcome stop(MemberId member, MailChoice choice) {
        return table.commit(people.stop(member, choice)).done() ? new Outcome.Kept() : new Outcome.NotAMember();
    }
}
