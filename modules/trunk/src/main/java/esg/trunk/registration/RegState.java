package esg.trunk.registration;

import java.util.Locale;

/** State of a registration as monitors show it. */
public enum RegState {
    /** The account does not register, or is switched off. */
    DISABLED,
    /** Not tried yet, or the binding was removed. */
    UNREGISTERED,
    REGISTERING,
    REGISTERED,
    /** The provider refused or did not answer; tried again later. */
    FAILED;

    /** {@code registered}. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }
}
