/**
 * What in the configuration stands in its own way: accounts that one INVITE could fit, accounts that no call can reach, and rules behind
 * rules that take everything they would. Nothing here is an error, and nothing is refused for it: it is what an operator wants to know
 * before a call goes astray. Read {@link esg.domain.conflict.AccountConflicts} first.
 */
@NullMarked
package esg.domain.conflict;

import org.jspecify.annotations.NullMarked;
