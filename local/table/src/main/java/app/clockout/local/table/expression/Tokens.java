package app.clockout.local.table.expression;

import app.clockout.local.table.value.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An expression cut into tokens, and a place among them. */
final class Tokens {
    enum Type {
        WORD,
        NAME,
        VALUE,
        NUMBER,
        SIGN,
        END
    }

    record Token(Type type, String text, int from, int to) {
        boolean is(String sign) {
            return type == Type.SIGN && text.equals(sign);
        }

        boolean isWord(String keyword) {
            return type == Type.WORD && text.toUpperCase(Locale.ROOT).equals(keyword);
        }
    }

    private final Kind kind;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    Tokens(Kind kind, String text) {
        this.kind = kind;
        this.text = text;
        int place = 0;
        while (place < text.length()) {
            char c = text.charAt(place);
            if (Character.isWhitespace(c)) {
                place++;
            } else {
                var token = read(place);
                tokens.add(token);
                place = token.to;
            }
        }
        tokens.add(new Token(Type.END, "<EOF>", text.length(), text.length()));
    }

    private Token read(int from) {
        char c = text.charAt(from);
        if (c == '#' || c == ':') {
            int to = word(from + 1);
            return token(to == from + 1 ? Type.SIGN : c == '#' ? Type.NAME : Type.VALUE, from, to);
        }
        if (isLetter(c) || c == '_') {
            return token(Type.WORD, from, word(from));
        }
        if (isDigit(c)) {
            int to = from;
            while (to < text.length() && isDigit(text.charAt(to))) {
                to++;
            }
            return token(Type.NUMBER, from, to);
        }
        boolean two = text.startsWith("<>", from) || text.startsWith("<=", from) || text.startsWith(">=", from);
        return token(Type.SIGN, from, from + (two ? 2 : 1));
    }

    private Token token(Type type, int from, int to) {
        return new Token(type, text.substring(from, to), from, to);
    }

    private int word(int from) {
        int to = from;
        while (to < text.length()
                && (isLetter(text.charAt(to)) || isDigit(text.charAt(to)) || text.charAt(to) == '_')) {
            to++;
        }
        return to;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peekSecond() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        var token = tokens.get(at);
        if (token.type != Type.END) {
            at++;
        }
        return token;
    }

    boolean take(String sign) {
        if (peek().is(sign)) {
            at++;
            return true;
        }
        return false;
    }

    boolean takeWord(String keyword) {
        if (peek().isWord(keyword)) {
            at++;
            return true;
        }
        return false;
    }

    void expect(String sign) {
        if (!take(sign)) {
            throw unexpected();
        }
    }

    /** Whether the parenthesis that begins here ends right before the one around it: {@code ((a))}. */
    boolean isWrappedTwice() {
        if (!peek().is("(")) {
            return false;
        }
        int depth = 0;
        for (int i = at; i < tokens.size(); i++) {
            depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
            if (depth == 0) {
                return tokens.get(i + 1).is(")");
            }
        }
        return false;
    }

    /** The syntax error at this place, with the tokens around it. */
    InvalidRequestException unexpected() {
        var token = peek();
        int from = at == 0 ? token.from : tokens.get(at - 1).from;
        int to = tokens.get(Math.min(at + 1, tokens.size() - 1)).to;
        return kind.error("Syntax error; token: \"" + token.text + "\", near: \""
                + text.substring(from, to).strip() + "\"");
    }
}
