package esg.store.schema;

import esg.store.StartFailure;
import java.util.Locale;

/**
 * A JDBC URL of a database we know, with the options we rely on. Everybody who opens the same database must use
 * {@link #text}: H2 has its options per database, not per connection.
 */
public record JdbcUrl(String text, Dialect dialect) {
    /** Databases there are migrations for. */
    public enum Dialect {
        H2("h2"),
        POSTGRESQL("postgresql");

        private final String folder;

        Dialect(String folder) {
            this.folder = folder;
        }

        String folder() {
            return folder;
        }
    }

    /** Adds our options where the operator gave none. */
    public static JdbcUrl of(String url) throws StartFailure {
        if (url.startsWith("jdbc:h2:")) {
            // Pekko's plugin quotes lower-case names; without the first option H2 would look for upper-case ones.
            // The second leaves closing to us: H2's own shutdown hook would win the race against the drain.
            // The third writes at each commit: what REST has confirmed must survive a kill -9 half a second later.
            var ours = option(option(url, "DATABASE_TO_UPPER", "FALSE"), "DB_CLOSE_ON_EXIT", "FALSE");
            return new JdbcUrl(option(ours, "WRITE_DELAY", "0"), Dialect.H2);
        }
        if (url.startsWith("jdbc:postgresql:")) return new JdbcUrl(url, Dialect.POSTGRESQL);
        throw new StartFailure(
                "esg.database.url must start with jdbc:h2: or jdbc:postgresql:, but is " + withoutPassword(url));
    }

    private static String option(String url, String name, String value) {
        return url.toUpperCase(Locale.ROOT).contains(";" + name + "=") ? url : url + ";" + name + "=" + value;
    }

    /** For messages: URLs may carry {@code password=…}. */
    public String shown() {
        return withoutPassword(text);
    }

    private static String withoutPassword(String url) {
        return url.replaceAll("(?i)(password=)[^;&]*", "$1***").replaceAll("//[^/@]*@", "//***@");
    }
}
