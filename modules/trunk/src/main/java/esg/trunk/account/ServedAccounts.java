package esg.trunk.account;

import esg.domain.account.AccountId;
import esg.domain.match.AccountIndex;
import esg.domain.match.InviteFacts;
import esg.domain.match.Match;
import esg.domain.match.ServerAddresses;
import esg.domain.match.SourceCheck;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All accounts served here, and the index that finds the one an INVITE belongs to. The index is built anew after changes, one build at a
 * time: ten thousand accounts that start together cost a few builds, not ten thousand.
 */
public final class ServedAccounts {
    private final ConcurrentMap<AccountId, ServedAccount> served = new ConcurrentHashMap<>();
    private final Rebuild rebuild;
    private volatile ServerAddresses addresses;
    private volatile AccountIndex<ServedAccount> index;
    private volatile Consumer<AccountId> moved = _ -> {};

    /**
     * @param addresses of this instance (INC-06)
     * @param builder runs the builds
     */
    public ServedAccounts(ServerAddresses addresses, Executor builder) {
        this.addresses = addresses;
        index = AccountIndex.of(List.of(), addresses);
        rebuild = new Rebuild(builder, () -> index = AccountIndex.of(served.values(), this.addresses));
    }

    /** Of this instance as it is matched by now, what STUN found among them. */
    public ServerAddresses addresses() {
        return addresses;
    }

    /** Matches by these addresses of this instance from now on. */
    public void use(ServerAddresses others) {
        addresses = others;
        rebuild.changed();
    }

    /** Who is told of accounts that are served here from now on, or no more; on the thread of their actor. */
    public void whenMoved(Consumer<AccountId> listener) {
        moved = listener;
    }

    /** Serves an account from now on, in place of an older version of it. */
    public void serve(ServedAccount account) {
        served.put(account.account().key(), account);
        rebuild.changed();
        moved.accept(account.account().key());
    }

    /** Serves this version no more; a newer one stays. */
    public void withdraw(ServedAccount account) {
        if (!served.remove(account.account().key(), account)) return;
        rebuild.changed();
        moved.accept(account.account().key());
    }

    /** The account, when it is served here. */
    public @Nullable ServedAccount find(AccountId id) {
        return served.get(id);
    }

    /** Those served here now. */
    public Collection<ServedAccount> all() {
        return List.copyOf(served.values());
    }

    /** The account of an INVITE (INC-03) and whether its sender may use it (SRC-01). One that has just gone is no longer found. */
    public Match<ServedAccount> match(InviteFacts facts, InetAddress source) {
        var match = index.match(facts, source);
        boolean gone = match instanceof Match.Found<ServedAccount>(ServedAccount found, var _)
                && !served.containsKey(found.account().key());
        return gone ? new Match.None<>() : match;
    }

    /** Whether the account of a sender may have its answers sent to another address of its own. */
    public boolean mayAnswer(InetAddress source, InetAddress elsewhere) {
        return served.values().stream()
                .anyMatch(account -> SourceCheck.allows(account, source) && SourceCheck.allows(account, elsewhere));
    }
}
