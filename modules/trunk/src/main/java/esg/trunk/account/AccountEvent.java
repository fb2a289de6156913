package esg.trunk.account;

import esg.trunk.ping.PingState;
import esg.trunk.registration.RegStatus;
import java.net.InetAddress;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/** What an account's actor hears from what it started itself; never leaves the node. */
sealed interface AccountEvent extends AccountCommand {
    record Registered(RegStatus status) implements AccountEvent {}

    record RegistrationEnded() implements AccountEvent {}

    record Pinged(PingState state) implements AccountEvent {}

    record PingEnded() implements AccountEvent {}

    /** Addresses of a host; those known before stay when DNS fails. */
    record Resolved(String host, Set<InetAddress> addresses) implements AccountEvent {}

    /** Its turn to speak to its provider, see {@link Beginnings}. */
    record Begin() implements AccountEvent {}

    /** Time to resolve again and to see that everything still runs. */
    record Round() implements AccountEvent {}

    /** A node that carried calls of the account has gone. */
    record TrunksGone(ActorRef<TrunksNoted> node) implements AccountEvent {}

    /** Unregistering has taken too long. */
    record LeaveOverdue() implements AccountEvent {}
}
