package esg.domain.ban;

import esg.domain.Rejection;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a sender may do wrong. */
public enum Offence {
    /** An INVITE that no account fits (INC-08): somebody tries numbers. */
    UNKNOWN_ACCOUNT,
    /** An INVITE for an account, from where it may not come (SRC-02), or from the inside of a peer we do not trust. */
    SOURCE_NOT_ALLOWED,
    /** Credentials that are wrong: somebody tries passwords. */
    FAILED_DIGEST,
    /** What is no SIP, or breaks its rules. */
    MALFORMED,
    /** A request that no call waits for, from somebody no account names: a scanner's OPTIONS or REGISTER. */
    STRAY;

    private static final Map<String, Offence> BY_REASON = Map.of(
            Rejection.UNKNOWN_ACCOUNT.reasonHeader(), UNKNOWN_ACCOUNT,
            Rejection.SOURCE_NOT_ALLOWED.reasonHeader(), SOURCE_NOT_ALLOWED,
            Rejection.PEER_NOT_TRUSTED.reasonHeader(), SOURCE_NOT_ALLOWED,
            Rejection.NO_DIALOG.reasonHeader(), STRAY);

    /** Its name in settings, logs and documents: {@code unknown-account}. */
    public String token() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** By its token. */
    public static Optional<Offence> named(String token) {
        return Arrays.stream(values())
                .filter(offence -> offence.token().equals(token))
                .findAny();
    }

    /** What a refusal of ours says of who was refused, by its Reason header; null when it says nothing bad. */
    public static @Nullable Offence of(String reasonHeader) {
        return BY_REASON.get(reasonHeader);
    }

    /** Whether it is one for whom an account names too: their OPTIONS are wanted, and the end of a call may come late. */
    boolean countsForKnown() {
        return this != STRAY;
    }
}
