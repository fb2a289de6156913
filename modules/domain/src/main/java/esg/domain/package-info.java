/**
 * Decides: records and pure functions over the JDK, with no socket, clock, thread or JSON. What is one account,
 * which account an INVITE belongs to, which rule a call takes, which instance serves an account. At this level
 * stands only {@link esg.domain.Rejection}, the list of our own refusals. Read {@link esg.domain.account.Account}
 * first, then {@link esg.domain.match.AccountIndex}.
 */
@NullMarked
package esg.domain;

import org.jspecify.annotations.NullMarked;
