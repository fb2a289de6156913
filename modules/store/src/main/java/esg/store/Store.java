package esg.store;

import com.zaxxer.hikari.HikariDataSource;
import esg.domain.access.Audit;
import esg.domain.access.Token;
import esg.domain.access.TokenUse;
import esg.domain.account.Account;
import esg.domain.ban.PinnedBan;
import esg.domain.border.BorderRule;
import esg.domain.cdr.CdrStore;
import esg.domain.config.ConfigFeed;
import esg.domain.config.Domain;
import esg.domain.config.Repository;
import esg.domain.config.RepositoryFailure.StoreUnavailable;
import esg.domain.config.Transactions;
import esg.domain.normalize.NormalizationRule;
import esg.domain.route.Route;
import esg.domain.subscriber.BindingStore;
import esg.domain.subscriber.Subscriber;
import esg.store.binding.JdbcBindings;
import esg.store.cdr.JdbcCdrs;
import esg.store.config.Database;
import esg.store.config.JdbcAudit;
import esg.store.config.JdbcRepository;
import esg.store.config.JdbcTokenUse;
import esg.store.config.PolledFeed;
import esg.store.config.Tables;
import esg.store.schema.Connections;
import esg.store.schema.JdbcUrl;
import esg.store.schema.Migrations;
import esg.store.secret.SecretCipher;
import esg.store.secret.SecretKeyFile;
import javax.sql.DataSource;

/** The configuration database of a node. Thread-safe; repositories block, the feed does not. */
public final class Store implements AutoCloseable {
    private final JdbcUrl url;
    private final HikariDataSource dataSource;
    private final PolledFeed feed;
    private final Transactions transactions;
    private final Repository<Domain> domains;
    private final Repository<Account> accounts;
    private final Repository<Route> routes;
    private final Repository<NormalizationRule> normalization;
    private final Repository<BorderRule> border;
    private final Repository<Subscriber> subscribers;
    private final BindingStore bindings;
    private final SecretCipher cipher;
    private final Repository<PinnedBan> pinned;
    private final Repository<Token> tokens;
    private final TokenUse tokenUse;
    private final Audit audit;
    private final CdrStore records;

    private Store(JdbcUrl url, HikariDataSource dataSource, StoreSettings settings) throws StartFailure {
        this.url = url;
        this.dataSource = dataSource;
        Migrations.run(dataSource, url);
        this.cipher = SecretKeyFile.open(settings.keyFile(), dataSource);
        var tables = Tables.with(cipher);
        var database = new Database(dataSource);
        try {
            this.feed = PolledFeed.open(database, tables, settings.poll());
        } catch (StoreUnavailable e) {
            throw new StartFailure("configuration cannot be read: " + e.getMessage(), e);
        }
        this.transactions = database;
        this.domains = JdbcRepository.of(database, tables.domains(), feed);
        this.accounts = JdbcRepository.of(database, tables.accounts(), feed);
        this.routes = JdbcRepository.of(database, tables.routes(), feed);
        this.normalization = JdbcRepository.of(database, tables.normalization(), feed);
        this.border = JdbcRepository.of(database, tables.border(), feed);
        this.subscribers = JdbcRepository.of(database, tables.subscribers(), feed);
        this.bindings = new JdbcBindings(dataSource);
        this.pinned = JdbcRepository.of(database, tables.pinned(), feed);
        this.tokens = JdbcRepository.of(database, tables.tokens(), feed);
        this.tokenUse = new JdbcTokenUse(database);
        this.audit = new JdbcAudit(database);
        this.records = new JdbcCdrs(dataSource, url.dialect());
    }

    /** Connects, brings the tables up to date and loads the configuration; the failure says what to do. */
    public static Store open(StoreSettings settings) throws StartFailure {
        var url = JdbcUrl.of(settings.url());
        var dataSource = Connections.open(url, settings);
        boolean opened = false;
        try {
            var store = new Store(url, dataSource, settings);
            opened = true;
            return store;
        } finally {
            if (!opened) dataSource.close();
        }
    }

    /** Over all repositories of this store. */
    public Transactions transactions() {
        return transactions;
    }

    public Repository<Domain> domains() {
        return domains;
    }

    public Repository<Account> accounts() {
        return accounts;
    }

    public Repository<Route> routes() {
        return routes;
    }

    public Repository<NormalizationRule> normalization() {
        return normalization;
    }

    /** Rules of the border filter. */
    public Repository<BorderRule> border() {
        return border;
    }

    public Repository<Subscriber> subscribers() {
        return subscribers;
    }

    /** Where subscribers can be reached. */
    public BindingStore bindings() {
        return bindings;
    }

    /** A key for this purpose and no other, the same on all nodes that share the file of the secret key. */
    public byte[] derivedKey(String purpose) {
        return cipher.derivedKey(purpose);
    }

    /** Bans that operators have imposed. */
    public Repository<PinnedBan> pinned() {
        return pinned;
    }

    /** What opens REST to people and programs. */
    public Repository<Token> tokens() {
        return tokens;
    }

    public TokenUse tokenUse() {
        return tokenUse;
    }

    /** Who did what. */
    public Audit audit() {
        return audit;
    }

    /** Calls that have ended. */
    public CdrStore records() {
        return records;
    }

    public ConfigFeed feed() {
        return feed;
    }

    public DataSource dataSource() {
        return dataSource;
    }

    /** The URL with the options that everybody who opens this database must use, Pekko's plugin too. */
    public String jdbcUrl() {
        return url.text();
    }

    @Override
    public void close() {
        feed.close();
        dataSource.close();
    }
}
