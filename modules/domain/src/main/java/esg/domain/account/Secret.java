package esg.domain.account;

import org.jspecify.annotations.Nullable;

/** A password that cannot reach a log by accident: printed it is {@code ***}. */
public final class Secret {
    /** What stands in an answer instead of a password; coming back in a document it means "keep what is stored". */
    public static final String MASK = "***";

    public static final Secret NONE = new Secret("");

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        return value.isEmpty() ? NONE : new Secret(value);
    }

    /** The password itself, for digest and encryption only. */
    public String reveal() {
        return value;
    }

    public boolean isEmpty() {
        return value.isEmpty();
    }

    /** True when the document held the mask, not a password: the writer means the stored one. */
    public boolean isMask() {
        return value.equals(MASK);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
