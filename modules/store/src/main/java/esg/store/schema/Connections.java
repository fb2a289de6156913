package esg.store.schema;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import esg.store.StartFailure;
import esg.store.StoreSettings;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;

/** Opens the pool of connections, after one plain connection that tells at once what is wrong. */
public final class Connections {
    private static final int H2_FILE_LOCKED = 90_020;
    private static final int H2_RELATIVE_PATH = 90_011;

    /** The name of a node's connections. */
    public static final String NODE = "esg";

    private Connections() {}

    public static HikariDataSource open(JdbcUrl url, StoreSettings settings) throws StartFailure {
        return open(url, settings, NODE);
    }

    /**
     * The same for somebody who is no node.
     *
     * @param name by which the database lists these connections, where it does
     */
    public static HikariDataSource open(JdbcUrl url, StoreSettings settings, String name) throws StartFailure {
        var properties = properties(url, settings.connectTimeout(), name);
        var login = new Properties();
        login.putAll(properties);
        login.setProperty("user", settings.user());
        login.setProperty("password", settings.password().reveal());
        try {
            DriverManager.getConnection(url.text(), login).close();
        } catch (SQLException e) {
            throw new StartFailure(why(url, settings.user(), e), e);
        }
        var pool = new HikariConfig();
        pool.setPoolName("esg-config");
        pool.setJdbcUrl(url.text());
        pool.setUsername(settings.user());
        pool.setPassword(settings.password().reveal());
        pool.setMaximumPoolSize(settings.connections());
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(Math.max(250, settings.connectTimeout().toMillis())); // Hikari's least
        pool.setDataSourceProperties(properties);
        return new HikariDataSource(pool);
    }

    /** A database that takes connections and then falls silent must not hold a thread for ever. */
    private static Properties properties(JdbcUrl url, Duration connectTimeout, String name) {
        var properties = new Properties();
        if (url.dialect() == JdbcUrl.Dialect.POSTGRESQL) {
            long seconds = Math.max(1, connectTimeout.toSeconds());
            properties.setProperty("connectTimeout", String.valueOf(seconds));
            properties.setProperty("loginTimeout", String.valueOf(seconds));
            properties.setProperty("socketTimeout", "30");
            properties.setProperty("tcpKeepAlive", "true");
            properties.setProperty("ApplicationName", name);
        }
        return properties;
    }

    private static String why(JdbcUrl url, String user, SQLException e) {
        if (e.getErrorCode() == H2_FILE_LOCKED) {
            return "database file is locked by another process, most likely another ESG: " + url.shown();
        }
        if (e.getErrorCode() == H2_RELATIVE_PATH) {
            return "esg.database.url must hold an absolute path, or one that starts with ./: " + url.shown();
        }
        return switch (Objects.requireNonNullElse(e.getSQLState(), "")) {
            case "28000", "28P01" -> "database refuses user \"" + user + "\" with this password: " + url.shown();
            case "3D000" -> "database does not exist: " + url.shown();
            default -> "database unreachable: " + url.shown() + ": " + e.getMessage();
        };
    }
}
