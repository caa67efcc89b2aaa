package app.clockout.domain;

import java.time.Instant;

/** An applicant who confirmed an address: a {@link Person}, or what is left of one who withdrew. */
public sealed interface Applicant permits Person, Applicant.Withdrawn {
    MemberId id();

    Standing standing();

    Instant appliedAt();

    /** Counts up when every link derived for this person is to end. */
    int linkVersion();

    /** A person whose data is gone; what stays tells an old status link how it ended. */
    record Withdrawn(MemberId id, Instant appliedAt, int linkVersion) implements Applicant {
        @Override
        public Standing standing() {
            return Standing.WITHDRAWN;
        }
    }
}
