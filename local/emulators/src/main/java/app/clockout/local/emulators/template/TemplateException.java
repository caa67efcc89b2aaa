package app.clockout.local.emulators.template;

/** Something in a template that is not understood: where it is, what it is, and what would be understood. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TemplateException(String file, int line, String problem) {
        super(file + ":" + line + ": " + problem);
    }
}
