package esg.esg.node;

import esg.domain.account.AccountId;
import esg.domain.match.ServerAddresses;
import esg.esg.settings.EsgSettings;
import esg.sip.alg.AlgPair;
import esg.sip.locate.Locator;
import esg.sip.stun.BindingRequests;
import esg.sip.stun.StunClient;
import esg.sip.transport.Addresses;
import esg.trunk.account.ConfiguredAccounts;
import esg.trunk.account.ServedAccounts;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** By which addresses the world knows this node, and those who have to know when that changes (STN-01). */
final class Externals {
    private static final Logger log = LoggerFactory.getLogger(Externals.class);

    private final EsgSettings.Esg settings;
    private final Told told;
    private final StunClient stun;

    /**
     * Who is told of a change.
     *
     * @param addresses what is known without STUN
     * @param ids accounts that live here
     * @param look has an account look whether its registration still names the right address
     */
    record Told(
            ServerAddresses addresses,
            ServedAccounts served,
            ConfiguredAccounts configured,
            Supplier<Set<AccountId>> ids,
            Consumer<AccountId> look) {}

    private Externals(EsgSettings.Esg settings, BindingRequests requests, Locator locator, Told told) {
        this.settings = settings;
        this.told = told;
        if (!settings.alg().isEmpty()) log.info("addresses are swapped sip_alg=\"{}\"", settings.alg());
        this.stun = StunClient.start(requests, locator, settings.stun(), this::found);
    }

    /** Begins to ask; nothing waits for the answer. */
    static Externals follow(EsgSettings.Esg settings, BindingRequests requests, Locator locator, Told told) {
        return new Externals(settings, requests, locator, told);
    }

    private void found(Set<InetAddress> external) {
        var now = told.addresses.plus(external);
        told.served.use(now);
        told.configured.use(now);
        told.ids.get().forEach(told.look);
    }

    /** White addresses of the SIP-ALG, and address and port that STUN found for each listener. */
    List<String> list() {
        var white = settings.alg().pairs().stream().map(AlgPair::white).map(Addresses::host);
        var found = stun.externals().values().stream().map(Addresses::text);
        return Stream.concat(white, found).distinct().sorted().toList();
    }
}
