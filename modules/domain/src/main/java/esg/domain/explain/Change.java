package esg.domain.explain;

import esg.domain.account.AccountId;

/** One setting to be changed (INC-09). */
public sealed interface Change {
    record Enable(AccountId account) implements Change {
        @Override
        public String text() {
            return "enable account " + account;
        }
    }

    /** To {@code opts.extusernames}. */
    record AddUser(AccountId account, String value) implements Change {
        @Override
        public String text() {
            return "add " + (value.isEmpty() ? "\"\" (no user)" : value) + " to opts.extusernames of account "
                    + account;
        }
    }

    /** To the account's {@code extaddrs}: names it, and lets that address send. */
    record AddAddress(AccountId account, String value) implements Change {
        @Override
        public String text() {
            return "add " + value + " to extaddrs of account " + account;
        }
    }

    /** To the settings of the node, which reads them when it starts (INC-10). */
    record AddServerAddress(String value) implements Change {
        @Override
        public String text() {
            return "add " + value + " to esg.roles.esg.extaddrs of this instance";
        }
    }

    /** For people. */
    String text();
}
