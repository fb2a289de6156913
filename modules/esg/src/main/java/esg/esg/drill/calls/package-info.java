/**
 * Telephones of a drill: a provider's that call accounts, and the inside's that answer. They are a peer like any other, so that what is
 * counted is what people at both ends have: a call that ends when they hang up, or one that is lost. Read
 * {@link esg.esg.drill.calls.Phones}, then {@link esg.esg.drill.calls.HeldCalls}.
 */
@NullMarked
package esg.esg.drill.calls;

import org.jspecify.annotations.NullMarked;
