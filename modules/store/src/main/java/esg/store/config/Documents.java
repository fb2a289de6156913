package esg.store.config;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** How one kind of document lies in its table, besides {@code id}, {@code doc}, {@code version}, {@code revision}. */
interface Documents<T> {
    /** Name of the table; also the kind of its tombstones. */
    String table();

    /** What a message calls such a document. */
    String noun();

    /** Field that a taken id is reported on. */
    String idField();

    /** Columns of ORDER BY. */
    String order();

    String id(T value);

    T withId(T value, String id);

    /** Tenant domain it belongs to, which must exist; empty for a domain itself. */
    String tenant(T value);

    /** Whether they belong to domains, so that a list can be of one. */
    default boolean hasTenant() {
        return true;
    }

    /** Key columns and their values. */
    Map<String, Object> columns(T value);

    /** Names of columns that are unique together; the last is the field a duplicate is reported on. */
    List<String> unique();

    /** The same for values of which "" says that there is none. */
    default List<String> uniqueIfGiven() {
        return List.of();
    }

    /** The field of the document that a column shows. */
    default String field(String column) {
        return column;
    }

    Map<String, Object> document(T value);

    /** From a row that has {@code id}, {@code doc} and all {@link #columns}; other texts than ours are refused. */
    T read(ResultSet row) throws SQLException;

    /** Tables whose rows name this one in {@code d}. */
    default List<Documents<?>> dependents() {
        return List.of();
    }
}
