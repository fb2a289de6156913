package esg.domain.match;

import java.util.List;
import java.util.stream.Collectors;

/** Why an account is no hit of a step. */
public sealed interface Miss {
    /** */
    record Disabled() implements Miss {
        @Override
        public String text() {
            return "is disabled";
        }
    }

    /**
     * The step looks among accounts of the other mode.
     *
     * @param registration whether the account is one with registration
     */
    record OtherMode(boolean registration) implements Miss {
        @Override
        public String text() {
            return registration
                    ? "is with registration, this step looks among those without"
                    : "is without registration, this step looks among those with it";
        }
    }

    /** The INVITE has no such host: no Contact, or not a SIP URI. */
    record NoHost() implements Miss {
        @Override
        public String text() {
            return "the INVITE has no host for this step";
        }
    }

    /**
     * INC-05.
     *
     * @param ours username and extusernames of the account
     */
    record User(String user, List<String> ours) implements Miss {
        @Override
        public String text() {
            return "username \"" + user + "\" is none of " + list(ours);
        }
    }

    /**
     * INC-06, INC-07.
     *
     * @param ours domain and extaddrs of the account
     */
    record Host(String host, List<String> ours) implements Miss {
        @Override
        public String text() {
            return "host " + host + " is none of " + list(ours) + ", and no address of this instance";
        }
    }

    /** For people; the account is the subject of the sentence or its fields are. */
    String text();

    private static String list(List<String> values) {
        int shown = Math.min(values.size(), 20);
        return values.stream().limit(shown).map(value -> "\"" + value + "\"").collect(Collectors.joining(", "))
                + (values.size() > shown ? " and " + (values.size() - shown) + " more" : "");
    }
}
