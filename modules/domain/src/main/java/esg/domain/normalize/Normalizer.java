package esg.domain.normalize;

import esg.domain.account.Account;
import org.jspecify.annotations.Nullable;

/** Numbers of the second leg from those of the first, where no rule of the domain applies. */
public final class Normalizer {
    private Normalizer() {}

    /**
     * From the provider (NRM-03): To user and Request-URI user empty, both domains are the tenant's. The called
     * number goes to {@code calledParty}: that of To, since the Request-URI of a registered account is our own Contact.
     */
    public static CallNumbers incoming(Account account, CallNumbers asReceived) {
        return new CallNumbers(
                asReceived.fromUser(), asReceived.fromName(), account.d(), "", account.d(), "", called(asReceived));
    }

    /** To the provider (NRM-04): users stay, both domains are the provider's; nothing of ours tells more. */
    public static CallNumbers outgoing(Account account, CallNumbers asReceived) {
        return new CallNumbers(
                asReceived.fromUser(),
                asReceived.fromName(),
                account.domain(),
                asReceived.toUser(),
                account.domain(),
                asReceived.ruriUser(),
                null);
    }

    private static @Nullable String called(CallNumbers numbers) {
        if (!numbers.toUser().isEmpty()) return numbers.toUser();
        return numbers.ruriUser().isEmpty() ? numbers.calledParty() : numbers.ruriUser();
    }
}
