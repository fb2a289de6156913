package esg.domain.conflict;

import esg.domain.account.Account;
import esg.domain.match.Served;
import esg.domain.match.SourceCheck;
import esg.domain.pattern.Hosts;
import esg.domain.pattern.Pattern;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an INVITE may say to fit an account, and who may send it.
 *
 * @param hosts without those of the instance, which fit every account (INC-06)
 * @param senders addresses (SRC-01), and the names behind which they stand: two accounts at one name have one sender
 */
record Reach(Account account, List<Pattern> users, List<Pattern> hosts, List<Pattern> senders) {
    static Reach of(Served served) {
        var account = served.account();
        var users = new ArrayList<Pattern>();
        users.add(Pattern.exactUser(account.username()));
        users.addAll(account.opts().extusernames());
        var hosts = new ArrayList<Pattern>();
        hosts.add(Pattern.address(account.domain()));
        hosts.addAll(account.extaddrs());
        var senders = new ArrayList<Pattern>();
        Stream.of(account.domain(), account.proxyaddr())
                .filter(host -> !host.isEmpty())
                .map(Pattern::address)
                .forEach(senders::add);
        served.resolved().stream()
                .map(Hosts::text)
                .sorted()
                .map(Pattern::address)
                .forEach(senders::add);
        senders.addAll(account.extaddrs());
        return new Reach(account, List.copyOf(users), List.copyOf(hosts), List.copyOf(senders));
    }

    /** Whether there is an address or a pattern that a sender can fit. */
    static boolean hasSender(Served served) {
        return !SourceCheck.compared(served, InetAddress.getLoopbackAddress()).isEmpty();
    }
}
