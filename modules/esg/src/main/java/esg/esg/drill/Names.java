package esg.esg.drill;

import java.util.Locale;

/** How accounts of a drill are called: d000042 is number 42, as code and as user. */
final class Names {
    static final String DOMAIN = "drill.local";

    private Names() {}

    static String of(int account) {
        return String.format(Locale.ROOT, "d%06d", account);
    }

    /** -1 when it is none of ours. */
    static int account(String name) {
        return name.matches("d\\d{6}") ? Integer.parseInt(name, 1, name.length(), 10) : -1;
    }
}
