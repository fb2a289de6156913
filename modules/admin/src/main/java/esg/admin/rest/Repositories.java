package esg.admin.rest;

import esg.domain.access.Token;
import esg.domain.account.Account;
import esg.domain.ban.PinnedBan;
import esg.domain.border.BorderRule;
import esg.domain.cdr.CdrStore;
import esg.domain.config.Domain;
import esg.domain.config.Repository;
import esg.domain.config.Transactions;
import esg.domain.normalize.NormalizationRule;
import esg.domain.route.Route;
import esg.domain.subscriber.Subscriber;
import java.util.function.Function;

/**
 * The stores of configuration the server reads and writes; their calls may block.
 *
 * @param transactions over all of them
 * @param access who may do what, and who did
 * @param records calls that have ended
 */
public record Repositories(
        Transactions transactions,
        Repository<Domain> domains,
        Repository<Account> accounts,
        Repository<Route> routes,
        Repository<NormalizationRule> normalization,
        Repository<BorderRule> border,
        Repository<Subscriber> subscribers,
        Repository<PinnedBan> pins,
        Access access,
        CdrStore records) {
    /** The same for people: each sees what is theirs, and what they write is written down with it. */
    Repositories guarded() {
        return new Repositories(
                transactions,
                guarded(Form.DOMAIN, domains, Domain::d),
                guarded(Form.ACCOUNT, accounts, Account::d),
                guarded(Form.ROUTE, routes, Route::targetDomain),
                guarded(Form.NORMALIZATION, normalization, NormalizationRule::d),
                guarded(Form.BORDER, border, _ -> ""),
                guarded(Form.SUBSCRIBER, subscribers, Subscriber::d),
                pins, // they have verbs of their own
                new Access(
                        guarded(Form.TOKEN, access.tokens(), Token::d),
                        access.known(),
                        access.use(),
                        access.audit(),
                        access.sessionKey()),
                records);
    }

    private <T> Repository<T> guarded(Form<T> form, Repository<T> repository, Function<T, String> reaches) {
        return new Guarded<>(form, repository, transactions, access.audit(), reaches);
    }
}
