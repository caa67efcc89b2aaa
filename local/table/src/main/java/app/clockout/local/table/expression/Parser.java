package app.clockout.local.table.expression;

import app.clockout.local.table.expression.Tokens.Type;
import app.clockout.local.table.value.InvalidRequestException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Paths, operands and projections: what all expressions share. Each parser reads one text. */
class Parser {
    private static final int LONGEST = 4096;
    static final int MOST_OPERATORS = 300;
    private static final int DEEPEST = 32;
    private static final Set<String> CONDITIONS =
            Set.of("attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains");
    private static final Set<String> VALUES_OF_UPDATES = Set.of("if_not_exists", "list_append");

    final Kind kind;
    final Tokens tokens;
    final Set<String> usedNames = new HashSet<>();
    final Set<String> usedValues = new HashSet<>();
    private final Map<String, String> names;
    private int operators;

    Parser(Kind kind, String text, Map<String, String> names) {
        if (text.isBlank()) {
            throw kind.error("The expression can not be empty;");
        }
        if (text.length() > LONGEST) {
            throw kind.error("Expression size has exceeded the maximum allowed size;");
        }
        this.kind = kind;
        this.names = names;
        this.tokens = new Tokens(kind, text);
    }

    List<Path> projection() {
        var paths = new ArrayList<Path>();
        do {
            paths.add(path());
        } while (tokens.take(","));
        expectEnd();
        Path.checkApart(kind, paths);
        return List.copyOf(paths);
    }

    void expectEnd() {
        if (tokens.peek().type() != Type.END) {
            throw tokens.unexpected();
        }
    }

    void countOperator() {
        if (++operators > MOST_OPERATORS) {
            throw kind.error("The expression contains too many operators; operator count: " + operators);
        }
    }

    Path path() {
        var steps = new ArrayList<Path.Step>();
        steps.add(name());
        while (true) {
            if (tokens.take(".")) {
                steps.add(name());
            } else if (tokens.take("[")) {
                if (tokens.peek().type() != Type.NUMBER) {
                    throw tokens.unexpected();
                }
                var index = tokens.next().text();
                if (index.length() > 9) {
                    throw kind.error("List index is not within the allowable range; index: [" + index + "]");
                }
                steps.add(new Path.Step.Index(Integer.parseInt(index)));
                tokens.expect("]");
            } else {
                if (steps.size() > DEEPEST) {
                    throw kind.error(
                            "The document path has too many nesting elements; nesting levels: " + steps.size());
                }
                return new Path(List.copyOf(steps));
            }
        }
    }

    private Path.Step name() {
        var token = tokens.peek();
        switch (token.type()) {
            case NAME -> {
                tokens.next();
                usedNames.add(token.text());
                var name = names.get(token.text());
                if (name == null) {
                    throw kind.error(
                            "An expression attribute name used in the document path is not defined; attribute name: "
                                    + token.text());
                }
                return new Path.Step.Name(name);
            }
            case WORD -> {
                if (ReservedWords.contains(token.text())) {
                    throw kind.error("Attribute name is a reserved keyword; reserved keyword: " + token.text());
                }
                tokens.next();
                return new Path.Step.Name(token.text());
            }
            default -> throw tokens.unexpected();
        }
    }

    /** A path, a placeholder or a function with a value. */
    Operand operand() {
        var token = tokens.peek();
        if (token.type() == Type.VALUE) {
            tokens.next();
            usedValues.add(token.text());
            return new Operand.Given(token.text());
        }
        if (token.type() == Type.WORD && tokens.peekSecond().is("(")) {
            return function(token.text());
        }
        return new Operand.At(path());
    }

    private Operand function(String name) {
        boolean updates = kind == Kind.UPDATE;
        if (CONDITIONS.contains(name) || VALUES_OF_UPDATES.contains(name) != updates && isKnown(name)) {
            throw CONDITIONS.contains(name) && !updates
                    ? kind.error("The function is not allowed to be used this way in an expression; function: " + name)
                    : misplaced(name);
        }
        if (!isKnown(name)) {
            throw kind.error("Invalid function name; function: " + name);
        }
        var arguments = arguments();
        return switch (name) {
            case "size" -> {
                expectCount(name, arguments, 1);
                yield new Operand.Size(arguments.getFirst());
            }
            case "if_not_exists" -> {
                expectCount(name, arguments, 2);
                yield new Operand.IfNotExists(pathOf(name, arguments.getFirst()), arguments.getLast());
            }
            default -> {
                expectCount(name, arguments, 2);
                yield new Operand.ListAppend(arguments.getFirst(), arguments.getLast());
            }
        };
    }

    static boolean isCondition(String function) {
        return CONDITIONS.contains(function);
    }

    private static boolean isKnown(String name) {
        return CONDITIONS.contains(name) || VALUES_OF_UPDATES.contains(name) || name.equals("size");
    }

    private InvalidRequestException misplaced(String function) {
        var place = kind == Kind.UPDATE ? "an update" : "a condition";
        return kind.error("The function is not allowed in " + place + " expression; function: " + function);
    }

    List<Operand> arguments() {
        tokens.next();
        tokens.expect("(");
        countOperator();
        var arguments = new ArrayList<Operand>();
        do {
            arguments.add(operand());
        } while (tokens.take(","));
        tokens.expect(")");
        return arguments;
    }

    void expectCount(String function, List<Operand> arguments, int count) {
        if (arguments.size() != count) {
            throw kind.error("Incorrect number of operands for operator or function; operator or function: " + function
                    + ", number of operands: " + arguments.size());
        }
    }

    Path pathOf(String function, Operand operand) {
        if (operand instanceof Operand.At(Path path)) {
            return path;
        }
        throw kind.error("Operator or function requires a document path; operator or function: " + function);
    }
}
