package esg.admin.monitor;

import esg.admin.monitor.NodeState.Reg;
import esg.domain.account.Account;
import esg.domain.account.PingMode;
import java.time.Instant;
import java.util.Optional;

/**
 * An account of the configuration as it is now.
 *
 * @param served by whom; empty when nobody does, or does not say so
 */
record Provider(Account account, Optional<Served> served) {
    /**
     * An account at the instance that serves it.
     *
     * @param srvidx its RoleID
     */
    record Served(String node, int srvidx, Reg reg) {
        /** Of two that say so, which an account that moves may have for a moment, the later one is right. */
        Served orLater(Served other) {
            return since().isBefore(other.since()) ? other : this;
        }

        private Instant since() {
            return reg.ownersince() == null ? Instant.MIN : reg.ownersince();
        }
    }

    String id() {
        return account.key().toString();
    }

    /** As the one that serves it sees it, else as it would begin. */
    String regstate() {
        var begins = account.enabled() && account.reg() ? "unregistered" : "disabled";
        return served.map(by -> by.reg.regstate()).orElse(begins);
    }

    String pingstate() {
        var begins = account.enabled() && account.pingmode() != PingMode.DISABLED ? "pending" : "disabled";
        return served.map(by -> by.reg.pingstate()).orElse(begins);
    }

    /** It ought to be served and is not. */
    boolean unserved() {
        return account.enabled() && served.isEmpty();
    }

    Optional<String> failure() {
        return served.map(by -> by.reg.failure());
    }

    /** How little it needs somebody: 0 for those that are in trouble, more for those that may come to be, are well, are not wanted. */
    int calm() {
        if (!account.enabled()) return 6;
        if (regstate().equals("failed")) return 0;
        if (unserved()) return 1;
        if (pingstate().equals("failed") || failure().isPresent()) return 2;
        return switch (regstate()) {
            case "registering" -> 3;
            case "unregistered" -> 4;
            default -> 5;
        };
    }
}
