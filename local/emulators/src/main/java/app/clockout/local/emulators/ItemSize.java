package app.clockout.local.emulators;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How large DynamoDB takes an item to be ("DynamoDB item sizes and formats" in its developer guide), and its units. */
final class ItemSize {
    private static final int READ_UNIT = 4096;
    private static final int WRITE_UNIT = 1024;
    private static final int CONTAINER = 3;
    private static final int ELEMENT = 1;

    private ItemSize() {}

    /** An item in bytes: names and values in UTF-8. An absent item is an empty one. */
    static long of(Map<String, AttributeValue> item) {
        long size = 0;
        for (var attribute : item.entrySet()) {
            size += utf8(attribute.getKey()) + of(attribute.getValue());
        }
        return size;
    }

    /** Units to write this many bytes, at least one. */
    static long writeUnits(long bytes) {
        return Math.max(1, Math.ceilDiv(bytes, WRITE_UNIT));
    }

    /** Units to read this many bytes strongly consistently, at least one. */
    static long readUnits(long bytes) {
        return Math.max(1, Math.ceilDiv(bytes, READ_UNIT));
    }

    private static long of(AttributeValue value) {
        return switch (value.type()) {
            case S -> utf8(value.s());
            case N -> number(value.n());
            case B -> value.b().asByteArrayUnsafe().length;
            case BOOL, NUL -> 1;
            case SS -> value.ss().stream().mapToLong(ItemSize::utf8).sum();
            case NS -> value.ns().stream().mapToLong(ItemSize::number).sum();
            case BS ->
                value.bs().stream()
                        .mapToLong(bytes -> bytes.asByteArrayUnsafe().length)
                        .sum();
            case L ->
                CONTAINER
                        + value.l().stream()
                                .mapToLong(element -> ELEMENT + of(element))
                                .sum();
            case M -> CONTAINER + (long) ELEMENT * value.m().size() + of(value.m());
            case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException("An attribute has no value.");
        };
    }

    /**
     * One byte, one for two significant digits on each side of the point, one for a minus. Zeros before and after the
     * significant digits take no room.
     */
    private static long number(String text) {
        var number = new BigDecimal(text).stripTrailingZeros();
        if (number.signum() == 0) {
            return 1;
        }
        int digits = number.precision();
        int fraction = Math.clamp(number.scale(), 0, digits);
        int whole = digits - fraction;
        return 1L + Math.ceilDiv(whole, 2) + Math.ceilDiv(fraction, 2) + (number.signum() < 0 ? 1 : 0);
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
