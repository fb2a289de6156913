package esg.admin.rest;

import esg.domain.account.Account;
import esg.domain.ban.PinnedBan;
import esg.domain.border.BorderRule;
import esg.domain.config.Domain;
import esg.domain.config.Repository;
import esg.domain.config.Transactions;
import esg.domain.normalize.NormalizationRule;
import esg.domain.route.Route;
import esg.domain.subscriber.Subscriber;

/**
 * The stores of configuration the server reads and writes; their calls may block.
 *
 * @param transactions over all of them
 */
public record Repositories(
        Transactions transactions,
        Repository<Domain> domains,
        Repository<Account> accounts,
        Repository<Route> routes,
        Repository<NormalizationRule> normalization,
        Repository<BorderRule> border,
        Repository<Subscriber> subscribers,
        Repository<PinnedBan> pins) {}
