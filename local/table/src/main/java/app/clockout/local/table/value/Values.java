package app.clockout.local.table.value;

import java.util.Arrays;
import java.util.List;

/** What DynamoDB says of values: how large they are, how they sort, and a hash that is the same in every run. */
public final class Values {
    private static final int CONTAINER = 3;
    private static final int ELEMENT = 1;
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private Values() {}

    /** Bytes by "DynamoDB item sizes and formats" of the developer guide. */
    public static int bytes(Value value) {
        return switch (value) {
            case Value.S(String text) -> utf8(text);
            case Value.N(var number) -> Num.bytes(number);
            case Value.B(byte[] bytes) -> bytes.length;
            case Value.Bool _, Value.Null _ -> 1;
            case Value.Set(var _, var elements) -> sum(elements);
            case Value.L(var elements) -> CONTAINER + ELEMENT * elements.size() + sum(elements);
            case Value.M(Item entries) -> CONTAINER + ELEMENT * entries.count() + entries.bytes();
        };
    }

    private static int sum(List<Value> elements) {
        int sum = 0;
        for (Value element : elements) {
            sum += bytes(element);
        }
        return sum;
    }

    /** The length of a text in UTF-8. */
    public static int utf8(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // Each half of a surrogate pair stands for two of its four bytes.
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }

    /**
     * Orders two values of one scalar type: texts by their UTF-8 bytes, numbers by value, bytes unsigned.
     *
     * @throws IllegalArgumentException for other types, which have no order
     */
    public static int compare(Value one, Value other) {
        return switch (one) {
            case Value.S(String text) when other instanceof Value.S(String others) -> compare(text, others);
            case Value.N(var number) when other instanceof Value.N(var others) -> number.compareTo(others);
            case Value.B(byte[] bytes)
            when other instanceof Value.B(byte[] others) -> Arrays.compareUnsigned(bytes, others);
            default -> throw new IllegalArgumentException("No order between " + one + " and " + other);
        };
    }

    private static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                // In UTF-8 surrogate pairs stand above all other characters; in UTF-16 they do not.
                boolean above = Character.isSurrogate(a);
                return above == Character.isSurrogate(b) ? Character.compare(a, b) : above ? 1 : -1;
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    /** Whether a text or bytes begin with others of the same type. */
    public static boolean beginsWith(Value whole, Value start) {
        return switch (whole) {
            case Value.S(String text) when start instanceof Value.S(String first) -> text.startsWith(first);
            case Value.B(byte[] bytes)
            when start instanceof Value.B(byte[] first) ->
                bytes.length >= first.length && Arrays.equals(bytes, 0, first.length, first, 0, first.length);
            default -> false;
        };
    }

    /** A hash of 64 bits that depends on nothing but the value. */
    public static long hash(Value value) {
        long hash =
                switch (value) {
                    case Value.S(String text) -> hash(text);
                    case Value.N(var number) -> hash(number.toString());
                    case Value.B(byte[] bytes) -> hash(bytes);
                    case Value.Bool(boolean bool) -> bool ? 1 : 2;
                    case Value.Null _ -> 3;
                    case Value.Set(var _, var elements) -> hash(elements);
                    case Value.L(var elements) -> hash(elements);
                    case Value.M(Item entries) -> entries.hash();
                };
        return mix(hash + value.type().ordinal());
    }

    static long hash(String text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash;
    }

    private static long hash(byte[] bytes) {
        long hash = bytes.length;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xFF)) * PRIME;
        }
        return hash;
    }

    private static long hash(List<Value> elements) {
        long hash = elements.size();
        for (Value element : elements) {
            hash = mix(hash * PRIME + hash(element));
        }
        return hash;
    }

    /** Spreads a number over all 64 bits. */
    public static long mix(long number) {
        long mixed = (number ^ (number >>> 32)) * PRIME;
        mixed = (mixed ^ (mixed >>> 29)) * PRIME;
        return mixed ^ (mixed >>> 32);
    }
}
