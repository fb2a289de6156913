package esg.domain.account;

import java.util.Comparator;

/** Names an account everywhere: the tenant domain and the code, unique together; also the entity id. */
public record AccountId(String d, String code) implements Comparable<AccountId> {
    private static final Comparator<AccountId> ORDER =
            Comparator.comparing(AccountId::d).thenComparing(AccountId::code);

    /** From {@code d/code}; a text without both parts is an {@link IllegalArgumentException}. */
    public static AccountId parse(String text) {
        int slash = text.indexOf('/');
        if (slash <= 0 || slash == text.length() - 1) throw new IllegalArgumentException("not d/code: " + text);
        return new AccountId(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public int compareTo(AccountId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return d + "/" + code;
    }
}
