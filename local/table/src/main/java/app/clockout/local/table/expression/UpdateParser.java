package app.clockout.local.table.expression;

import app.clockout.local.table.expression.Tokens.Type;
import app.clockout.local.table.expression.Update.Assignment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Update expressions: SET, REMOVE, ADD and DELETE, each at most once. */
final class UpdateParser extends Parser {
    private final List<Assignment> sets = new ArrayList<>();
    private final List<Path> removes = new ArrayList<>();
    private final List<Assignment> adds = new ArrayList<>();
    private final List<Assignment> deletes = new ArrayList<>();

    UpdateParser(String text, Map<String, String> names) {
        super(Kind.UPDATE, text, names);
    }

    Update parse() {
        var sections = new HashSet<String>();
        do {
            var section = tokens.peek().text().toUpperCase(Locale.ROOT);
            if (tokens.peek().type() != Type.WORD || !isSection(section)) {
                throw tokens.unexpected();
            }
            tokens.next();
            if (!sections.add(section)) {
                throw kind.error("The \"" + section + "\" section can only be used once in an update expression;");
            }
            do {
                action(section);
            } while (tokens.take(","));
        } while (tokens.peek().type() != Type.END);
        var update = new Update(List.copyOf(sets), List.copyOf(removes), List.copyOf(adds), List.copyOf(deletes));
        Path.checkApart(kind, update.paths());
        return update;
    }

    private static boolean isSection(String word) {
        return switch (word) {
            case "SET", "REMOVE", "ADD", "DELETE" -> true;
            default -> false;
        };
    }

    private void action(String section) {
        var path = path();
        switch (section) {
            case "SET" -> {
                tokens.expect("=");
                countOperator();
                sets.add(new Assignment(path, sum()));
            }
            case "REMOVE" -> removes.add(path);
            default -> {
                if (tokens.peek().type() != Type.VALUE) {
                    throw tokens.unexpected();
                }
                (section.equals("ADD") ? adds : deletes).add(new Assignment(path, operand()));
            }
        }
    }

    private Operand sum() {
        var left = wrapped();
        if (tokens.peek().is("+") || tokens.peek().is("-")) {
            int sign = tokens.next().is("+") ? 1 : -1;
            countOperator();
            return new Operand.Sum(left, wrapped(), sign);
        }
        return left;
    }

    private Operand wrapped() {
        if (tokens.take("(")) {
            var inner = sum();
            tokens.expect(")");
            return inner;
        }
        return operand();
    }
}
