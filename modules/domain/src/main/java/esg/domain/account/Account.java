package esg.domain.account;

import esg.domain.pattern.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider account, fields and names as in the document (PRV-10..28, design §4). Values are checked by
 * {@link AccountForm}, which also gives the defaults.
 *
 * @param id id of the document, empty until stored
 * @param d tenant domain of the platform that owns the account
 * @param code code of the account, unique in its domain
 * @param username user of From, To and Contact of REGISTER, and of the digest; may be empty for point-to-point
 * @param domain the provider's SIP server, a name or an address
 * @param reg true: we register there; false: point-to-point
 * @param trunks most calls at once, both directions; null = unlimited, 0 = none
 * @param proxyaddr outbound proxy; empty = the domain
 * @param proxyport port of the next hop
 * @param pingsrv {@code host[:port]} to ping; empty = the next hop
 * @param pingtimeout seconds between pings (the name is the original's)
 * @param serveridxs roleids of the instances that may serve it, best first; empty = any
 * @param media relay media here (MED-01..05)
 * @param reinvite relay re-INVITE to the other leg
 * @param extaddrs more hosts that name the account (INC-06) and addresses it may call from (SRC-01)
 * @param expires seconds asked for in REGISTER
 * @param cpslimit most new calls a second; null = unlimited
 * @param listener name of the listener it is bound to; empty = any
 */
public record Account(
        String id,
        String d,
        String code,
        String name,
        boolean enabled,
        String username,
        Secret pwd,
        String domain,
        boolean reg,
        @Nullable Integer trunks,
        String proxyaddr,
        int proxyport,
        Transport transport,
        PingMode pingmode,
        String pingsrv,
        int pingtimeout,
        List<Integer> serveridxs,
        boolean media,
        boolean reinvite,
        List<Pattern> extaddrs,
        int expires,
        @Nullable Integer cpslimit,
        String listener,
        Opts opts) {

    /**
     * Less used settings.
     *
     * @param extusernames more user names that name the account on incoming calls (INC-05)
     * @param intrunks most calls from the provider at once, beside {@code trunks}; null = no limit of its own
     * @param outtrunks the same of calls to the provider
     * @param calls how its calls are spoken
     * @param media what the provider is offered where media is ours
     */
    public record Opts(
            List<Pattern> extusernames,
            @Nullable Integer intrunks,
            @Nullable Integer outtrunks,
            CallOptions calls,
            MediaOptions media) {
        public static final Opts NONE = new Opts(List.of(), null, null, CallOptions.DEFAULT, MediaOptions.DEFAULT);

        /** With these names instead. */
        public Opts withExtusernames(List<Pattern> names) {
            return new Opts(names, intrunks, outtrunks, calls, media);
        }

        public Opts {
            extusernames = List.copyOf(extusernames);
        }
    }

    public Account {
        serveridxs = List.copyOf(serveridxs);
        extaddrs = List.copyOf(extaddrs);
    }

    public AccountId key() {
        return new AccountId(d, code);
    }

    /** Host that requests are sent to: the outbound proxy, else the domain (PRV-15). */
    public String nextHopHost() {
        return proxyaddr.isEmpty() ? domain : proxyaddr;
    }

    public Account withId(String newId) {
        return new Account(
                newId,
                d,
                code,
                name,
                enabled,
                username,
                pwd,
                domain,
                reg,
                trunks,
                proxyaddr,
                proxyport,
                transport,
                pingmode,
                pingsrv,
                pingtimeout,
                serveridxs,
                media,
                reinvite,
                extaddrs,
                expires,
                cpslimit,
                listener,
                opts);
    }

    public Account withPwd(Secret newPwd) {
        return new Account(
                id,
                d,
                code,
                name,
                enabled,
                username,
                newPwd,
                domain,
                reg,
                trunks,
                proxyaddr,
                proxyport,
                transport,
                pingmode,
                pingsrv,
                pingtimeout,
                serveridxs,
                media,
                reinvite,
                extaddrs,
                expires,
                cpslimit,
                listener,
                opts);
    }

    public Account withEnabled(boolean newEnabled) {
        return with(newEnabled, extaddrs, opts);
    }

    public Account withExtaddrs(List<Pattern> newExtaddrs) {
        return with(enabled, newExtaddrs, opts);
    }

    public Account withOpts(Opts newOpts) {
        return with(enabled, extaddrs, newOpts);
    }

    private Account with(boolean newEnabled, List<Pattern> newExtaddrs, Opts newOpts) {
        return new Account(
                id,
                d,
                code,
                name,
                newEnabled,
                username,
                pwd,
                domain,
                reg,
                trunks,
                proxyaddr,
                proxyport,
                transport,
                pingmode,
                pingsrv,
                pingtimeout,
                serveridxs,
                media,
                reinvite,
                newExtaddrs,
                expires,
                cpslimit,
                listener,
                newOpts);
    }
}
