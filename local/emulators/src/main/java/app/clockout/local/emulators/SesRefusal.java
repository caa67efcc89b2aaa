package app.clockout.local.emulators;

/** SES's answer 400 to a request it does not take. */
final class SesRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    SesRefusal(String code, String message) {
        super(message);
        this.code = code;
    }

    static SesRefusal invalid(String message) {
        return new SesRefusal("InvalidParameterValue", message);
    }

    String code() {
        return code;
    }
}
