package app.clockout.local.emulators;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mails that an SES has taken. */
public interface SentMails extends AutoCloseable {
    /**
     * The mails to one address, of one kind, newest first.
     *
     * @param to an address, in any case; null for any
     * @param kind null for any
     * @throws java.io.UncheckedIOException when they cannot be read now
     */
    List<CaughtMail> mails(@Nullable String to, @Nullable String kind);

    /** Every mail, newest first. */
    default List<CaughtMail> mails() {
        return mails(null, null);
    }

    /** To whom the mails of a kind went, newest first. */
    default List<String> recipients(String kind) {
        return mails(null, kind).stream().map(CaughtMail::to).toList();
    }

    /** Forgets every mail. */
    void clear();

    @Override
    void close();
}
