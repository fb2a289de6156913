package esg.domain.match;

import esg.domain.account.Account;
import java.net.InetAddress;
import java.util.Set;

/** An account that this instance serves now. */
public interface Served {
    Account account();

    /** Addresses of the account's domain and proxy by DNS, as fresh as its TTL; read at every match. */
    Set<InetAddress> resolved();
}
