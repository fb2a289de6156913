package esg.inside.router;

import esg.domain.account.AccountId;
import esg.domain.match.Served;
import esg.domain.pattern.Pattern;
import esg.inside.registrar.Subscribers;
import esg.trunk.account.ServedAccounts;
import esg.trunk.call.Dialogs;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may speak in dialogs that do not lead to it by themselves: accounts' addresses, trusted peers, of which one may take over a call of
 * another, and phones that have moved and registered anew.
 *
 * @param trusted {@code roles.sg.trusted}
 */
public record Speakers(List<Pattern> trusted, Subscribers subscribers, ServedAccounts served) implements Dialogs.Known {
    public Speakers {
        trusted = List.copyOf(trusted);
    }

    @Override
    public boolean inside(InetAddress source) {
        return trusted.stream().anyMatch(pattern -> pattern.matches(source)) || subscribers.registersFrom(source);
    }

    @Override
    public @Nullable Served account(AccountId id) {
        return served.find(id);
    }
}
