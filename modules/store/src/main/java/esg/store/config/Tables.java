package esg.store.config;

import esg.store.secret.SecretCipher;

/** How each kind of configuration lies in the database. */
public record Tables(
        DomainDocuments domains,
        AccountDocuments accounts,
        RouteDocuments routes,
        NormalizationDocuments normalization,
        BorderDocuments border,
        SubscriberDocuments subscribers,
        PinnedBanDocuments pinned,
        TokenDocuments tokens) {
    /** All of them, with the cipher for passwords. */
    public static Tables with(SecretCipher cipher) {
        var accounts = new AccountDocuments(cipher);
        var routes = new RouteDocuments();
        var normalization = new NormalizationDocuments();
        var subscribers = new SubscriberDocuments(cipher);
        var tokens = new TokenDocuments();
        var domains = DomainDocuments.ownerOf(accounts, routes, normalization, subscribers, tokens);
        return new Tables(
                domains,
                accounts,
                routes,
                normalization,
                new BorderDocuments(),
                subscribers,
                new PinnedBanDocuments(),
                tokens);
    }
}
