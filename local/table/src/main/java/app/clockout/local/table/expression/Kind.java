package app.clockout.local.table.expression;

import app.clockout.local.table.value.InvalidRequestException;

/** The places of a request that hold an expression; errors name them. */
public enum Kind {
    CONDITION("ConditionExpression"),
    FILTER("FilterExpression"),
    KEY("KeyConditionExpression"),
    PROJECTION("ProjectionExpression"),
    UPDATE("UpdateExpression");

    private final String parameter;

    Kind(String parameter) {
        this.parameter = parameter;
    }

    /** The request's parameter, such as {@code FilterExpression}. */
    public String parameter() {
        return parameter;
    }

    InvalidRequestException error(String message) {
        return new InvalidRequestException("Invalid " + parameter + ": " + message);
    }
}
