/**
 * What one provider account is (PRV-10..28): its fields, their defaults, and everything that makes a document of an
 * account refused. Its state (registered, calls in progress) is deliberately absent and belongs to the account's
 * actor. Read {@link esg.domain.account.Account} first, then {@link esg.domain.account.AccountForm}.
 */
@NullMarked
package esg.domain.account;

import org.jspecify.annotations.NullMarked;
