package esg.admin.rest;

import esg.domain.account.Account;
import esg.domain.ban.PinnedBan;
import esg.domain.border.BorderRule;
import esg.domain.config.Domain;
import esg.domain.config.Repository;
import esg.domain.normalize.NormalizationRule;
import esg.domain.route.Route;

/** The stores of configuration the server reads and writes; their calls may block. */
public record Repositories(
        Repository<Domain> domains,
        Repository<Account> accounts,
        Repository<Route> routes,
        Repository<NormalizationRule> normalization,
        Repository<BorderRule> border,
        Repository<PinnedBan> pins) {}
