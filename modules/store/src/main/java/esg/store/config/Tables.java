package esg.store.config;

import esg.store.secret.SecretCipher;

/** How each kind of configuration lies in the database. */
public record Tables(
        DomainDocuments domains, AccountDocuments accounts, RouteDocuments routes, BorderDocuments border) {
    /** All of them, with the cipher for passwords. */
    public static Tables with(SecretCipher cipher) {
        var accounts = new AccountDocuments(cipher);
        var routes = new RouteDocuments();
        return new Tables(DomainDocuments.ownerOf(accounts, routes), accounts, routes, new BorderDocuments());
    }
}
