package esg.trunk.call;

import esg.domain.normalize.CallNumbers;
import esg.domain.normalize.CallerIdentity.Wish;
import esg.sip.message.SipRequest;
import java.util.Locale;
import java.util.Set;

/** Reads the numbers of a call off its INVITE, as received and before any normalization. */
public final class Numbers {
    private static final Set<String> HIDING = Set.of("id", "user", "header"); // RFC 3323 §4.2, RFC 3325 §9.3

    private Numbers() {}

    public static CallNumbers of(SipRequest invite) {
        var from = invite.from();
        var to = invite.to();
        var uri = invite.requestUri();
        var shown = from.displayName();
        return new CallNumbers(
                from.user(),
                shown == null ? "" : shown,
                from.host(),
                to.user(),
                to.host(),
                uri == null ? "" : uri.userDecoded(),
                null);
    }

    /** What a caller inside says of itself beside From; whose word that is, the inside has seen to. */
    static Wish wish(SipRequest invite) {
        var number = "";
        for (var asserted : invite.addresses("P-Asserted-Identity")) if (number.isEmpty()) number = asserted.user();
        return new Wish(hides(invite), number);
    }

    private static boolean hides(SipRequest invite) {
        if (invite.from().host().equalsIgnoreCase("anonymous.invalid")) return true;
        for (var privacy : invite.headers("Privacy")) {
            for (var one : privacy.split(";", -1))
                if (HIDING.contains(one.strip().toLowerCase(Locale.ROOT))) return true;
        }
        return false;
    }
}
