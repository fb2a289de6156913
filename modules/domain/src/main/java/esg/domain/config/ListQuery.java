package esg.domain.config;

import org.jspecify.annotations.Nullable;

/**
 * Which documents to list.
 *
 * @param d only of this tenant domain
 * @param q only those in whose key fields this text occurs, any case
 */
public record ListQuery(@Nullable String d, @Nullable String q, int limit, int offset) {}
