/**
 * The one kind of pattern used everywhere (design §5): exact, mask with {@code ?} and {@code *}, {@code /reg/} with
 * RE2 syntax, and for addresses CIDR. RE2 because it runs in linear time: a rule cannot be used to stall a node.
 * Priorities and actions are deliberately absent, they belong to whoever owns the rule. Read
 * {@link esg.domain.pattern.Pattern} first.
 */
@NullMarked
package esg.domain.pattern;

import org.jspecify.annotations.NullMarked;
