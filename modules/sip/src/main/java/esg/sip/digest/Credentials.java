package esg.sip.digest;

import esg.domain.account.Secret;

/** Who we are at a provider. */
public record Credentials(String username, Secret password) {}
