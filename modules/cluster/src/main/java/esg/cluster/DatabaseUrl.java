package esg.cluster;

import esg.domain.account.Secret;

/**
 * Where durable states are kept.
 *
 * @param url JDBC URL of H2 or PostgreSQL, as the store opened it: H2 has its options per database, not per connection
 */
public record DatabaseUrl(String url, String user, Secret password) {}
