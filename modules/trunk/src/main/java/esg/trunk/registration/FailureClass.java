package esg.trunk.registration;

/** Why an attempt failed, as far as it decides how long the registrar is left alone. */
public enum FailureClass {
    /** No answer, an overloaded or broken server: soon over. */
    TRANSIENT,
    /** Name or password are refused. Trying often gets an address banned. */
    CREDENTIALS,
    /** The registrar understood and will say the same again until somebody changes something. */
    PERMANENT;

    /** By the status of a final response that is no success and was not acted upon. */
    static FailureClass of(int status) {
        return switch (status) {
            case 401, 403, 407 -> CREDENTIALS;
            case 408, 429, 480 -> TRANSIENT;
            default -> status >= 500 && status < 600 ? TRANSIENT : PERMANENT;
        };
    }
}
