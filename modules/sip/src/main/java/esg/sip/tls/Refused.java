package esg.sip.tls;

import java.security.cert.CertificateException;

/** A peer's certificate that is not accepted; the message says why in words for the operator. */
final class Refused extends CertificateException {
    private static final long serialVersionUID = 1;

    Refused(String why) {
        super(why);
    }

    Refused(String why, Throwable cause) {
        super(why, cause);
    }
}
