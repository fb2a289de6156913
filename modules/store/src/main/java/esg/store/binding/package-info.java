/**
 * Keeps the bindings of subscribers in a table that all nodes share. Which of two states of a contact stands is the domain's rule
 * ({@link esg.domain.subscriber.Binding#supersedes}); here writers take turns, so that none can undo what it has not seen. When to
 * write and what to do while the database is away is deliberately absent. Read {@link esg.store.binding.JdbcBindings} first.
 */
@NullMarked
package esg.store.binding;

import org.jspecify.annotations.NullMarked;
