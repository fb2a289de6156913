package esg.inside.registrar;

import esg.domain.account.Secret;
import esg.domain.subscriber.Subscriber;
import esg.domain.subscriber.SubscriberBook;
import esg.sip.digest.Algorithm;
import esg.sip.digest.Authorization;
import esg.sip.digest.Nonces;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Who sent a request, by digest (RFC 3261 §22, RFC 7616, RFC 8760); the realm is the domain. */
final class Authentication {
    /** Checked in place of a password nobody has, so that an unknown user takes as long and hears the same as a wrong password. */
    private static final Secret NOBODYS = Secret.of("\u0000nobody");

    private final Nonces nonces;
    private final List<Algorithm> algorithms;

    Authentication(Nonces nonces, List<Algorithm> algorithms) {
        this.nonces = nonces;
        this.algorithms = List.copyOf(algorithms);
    }

    sealed interface Verdict {
        record Known(Subscriber subscriber) implements Verdict {}

        /** To be challenged; {@code stale}: with the same credentials it will do (RFC 7616 §3.3). */
        record Ask(boolean stale) implements Verdict {}

        /** No such user, or another password. */
        record Wrong(String username) implements Verdict {}
    }

    /** @param field name of the header that carries the credentials */
    Verdict check(SipRequest request, String field, String realm, SubscriberBook book, InetAddress sender) {
        var given = Authorization.of(request.headers(field)).stream()
                .filter(one -> one.realm().equals(realm) && algorithms.contains(one.algorithm()))
                .findFirst();
        if (given.isEmpty()) return new Verdict.Ask(false);
        var credentials = given.get();
        if (!nonces.isFresh(credentials.nonce(), realm, sender)) return new Verdict.Ask(true);
        var subscriber = user(credentials.username(), realm, book);
        boolean right = credentials.isOf(subscriber.map(Subscriber::pwd).orElse(NOBODYS), request.method());
        if (subscriber.isEmpty() || !right) return new Verdict.Wrong(credentials.username());
        return nonces.use(credentials.nonce(), credentials.count())
                ? new Verdict.Known(subscriber.get())
                : new Verdict.Ask(true);
    }

    /** Some phones give the address of record where the user alone is meant. */
    private static Optional<Subscriber> user(String username, String realm, SubscriberBook book) {
        int at = username.lastIndexOf('@');
        boolean whole = at > 0 && username.substring(at + 1).equalsIgnoreCase(realm);
        return book.user(whole ? username.substring(0, at) : username);
    }

    /** Appends a challenge for each algorithm, in the order they are preferred. */
    void challenge(MessageBuilder response, String field, String realm, InetAddress sender, boolean stale) {
        for (var algorithm : algorithms) {
            response.header(
                    field,
                    "Digest realm=\"" + realm + "\", nonce=\"" + nonces.next(realm, sender) + "\", algorithm="
                            + algorithm.token() + ", qop=\"auth\"" + (stale ? ", stale=true" : ""));
        }
    }
}
