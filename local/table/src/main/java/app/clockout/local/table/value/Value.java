package app.clockout.local.table.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/**
 * One attribute value of DynamoDB's ten types, immutable. The types carry DynamoDB's own letters. Sets are kept sorted, so that
 * two equal ones are equal here.
 */
public sealed interface Value {
    /** A text. */
    record S(String text) implements Value {}

    /** A number without trailing zeros: {@link Num} makes it. */
    record N(BigDecimal number) implements Value {
        /** The plain digits, as DynamoDB returns them. */
        public String text() {
            return number.toPlainString();
        }
    }

    /** Bytes, which nobody changes. */
    record B(byte[] bytes) implements Value {
        @Override
        public boolean equals(Object other) {
            return other instanceof B(var others) && Arrays.equals(bytes, others);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return HexFormat.of().formatHex(bytes);
        }
    }

    record Bool(boolean value) implements Value {}

    record Null() implements Value {}

    /** A set of texts, numbers or bytes: sorted, without duplicates, not empty. */
    record Set(Type type, List<Value> elements) implements Value {
        /** @param type one of {@link Type#SS}, {@link Type#NS}, {@link Type#BS} */
        public static Set of(Type type, Collection<? extends Value> elements) {
            var sorted = new ArrayList<Value>(elements);
            sorted.sort(Values::compare);
            return new Set(type, List.copyOf(sorted));
        }
    }

    record L(List<Value> elements) implements Value {}

    record M(Item entries) implements Value {}

    Null NULL = new Null();

    /** DynamoDB's names for the types, on the wire. */
    enum Type {
        S,
        N,
        B,
        BOOL,
        NULL,
        SS,
        NS,
        BS,
        L,
        M
    }

    default Type type() {
        return switch (this) {
            case S _ -> Type.S;
            case N _ -> Type.N;
            case B _ -> Type.B;
            case Bool _ -> Type.BOOL;
            case Null _ -> Type.NULL;
            case Set set -> set.type;
            case L _ -> Type.L;
            case M _ -> Type.M;
        };
    }

    static S text(String text) {
        return new S(text);
    }

    static N number(long number) {
        return Num.of(BigDecimal.valueOf(number));
    }
}
