package app.clockout.local.table.value;

import java.math.BigDecimal;

/**
 * DynamoDB's numbers: up to 38 significant digits, magnitudes from 1E-130 to 9.99…E+125 ("Supported data types" in its
 * developer guide).
 */
public final class Num {
    private static final int DIGITS = 38;
    private static final int LARGEST_EXPONENT = 125;
    private static final int SMALLEST_EXPONENT = -130;
    private static final int LONGEST_TEXT = 512;

    private Num() {}

    /**
     * Reads a number.
     *
     * @throws InvalidRequestException in DynamoDB's words, when it is none or out of range
     */
    public static Value.N parse(String text) {
        if (text.isEmpty()) {
            throw new InvalidRequestException("The parameter cannot be converted to a numeric value");
        }
        try {
            if (text.length() > LONGEST_TEXT) {
                throw tooPrecise();
            }
            if (!text.chars().allMatch(c -> c < 0x80)) {
                throw new NumberFormatException(); // other scripts' digits are numbers to Java alone
            }
            return of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw new InvalidRequestException("The parameter cannot be converted to a numeric value: " + text);
        }
    }

    /**
     * Checks a number, which may be the result of an addition.
     *
     * @throws InvalidRequestException in DynamoDB's words, when it is out of range
     */
    public static Value.N of(BigDecimal number) {
        if (number.signum() == 0) {
            return new Value.N(BigDecimal.ZERO);
        }
        // Looked at before the zeros are stripped, which takes forever on a wild exponent.
        long exponent = (long) number.precision() - number.scale() - 1;
        if (exponent > LARGEST_EXPONENT) {
            throw new InvalidRequestException(
                    "Number overflow. Attempting to store a number with magnitude larger than supported range");
        }
        if (exponent < SMALLEST_EXPONENT) {
            throw new InvalidRequestException(
                    "Number underflow. Attempting to store a number with magnitude smaller than supported range");
        }
        var stripped = number.stripTrailingZeros();
        if (stripped.precision() > DIGITS) {
            throw tooPrecise();
        }
        return new Value.N(stripped);
    }

    private static InvalidRequestException tooPrecise() {
        return new InvalidRequestException("Attempting to store more than 38 significant digits in a Number");
    }

    /** One byte, one for two significant digits on each side of the point, one for a minus. */
    static int bytes(BigDecimal number) {
        if (number.signum() == 0) {
            return 1;
        }
        int digits = number.precision();
        int fraction = Math.clamp(number.scale(), 0, digits);
        return 1 + Math.ceilDiv(digits - fraction, 2) + Math.ceilDiv(fraction, 2) + (number.signum() < 0 ? 1 : 0);
    }
}
