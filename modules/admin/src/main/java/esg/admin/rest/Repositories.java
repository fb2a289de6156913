package esg.admin.rest;

import esg.domain.account.Account;
import esg.domain.config.Domain;
import esg.domain.config.Repository;
import esg.domain.route.Route;

/** The stores of configuration the server reads and writes; their calls may block. */
public record Repositories(Repository<Domain> domains, Repository<Account> accounts, Repository<Route> routes) {}
