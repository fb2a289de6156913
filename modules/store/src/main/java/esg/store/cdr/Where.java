package esg.store.cdr;

import esg.domain.cdr.CdrFilter;
import esg.domain.cdr.CdrStore.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The end of a question to the table, with what stands in its places. */
record Where(String sql, List<Object> parameters) {
    static Where of(CdrFilter filter) {
        var where = new Where("", List.of());
        if (filter.d().isPresent()) where = where.and("d = ?", filter.d().get());
        if (filter.account().isPresent())
            where = where.and("account = ?", filter.account().get());
        if (filter.code().isPresent())
            where = where.and("code = ?", filter.code().get());
        if (filter.from().isPresent())
            where = where.and("began >= ?", filter.from().get().toEpochMilli());
        if (filter.to().isPresent())
            where = where.and("began < ?", filter.to().get().toEpochMilli());
        if (filter.number().isPresent()) where = where.numbered(filter.number().get());
        if (filter.q().isPresent())
            where = where.and(
                    "search LIKE ? ESCAPE '!'", "%" + literal(filter.q().get()) + "%");
        return where;
    }

    /** Of calls with one of these Call-IDs. Each half has an index, which H2 does not use where OR stands between them. */
    static Where legs(Set<String> callIds) {
        var places = String.join(", ", Collections.nCopies(callIds.size(), "?"));
        var twice = new ArrayList<Object>(callIds);
        twice.addAll(callIds);
        var sql = " JOIN (SELECT id AS leg FROM call_record WHERE callid IN (" + places
                + ") UNION SELECT id FROM call_record WHERE callidout IN (" + places
                + ")) AS legs ON legs.leg = call_record.id";
        return new Where(sql, twice);
    }

    /** H2 reads all rows of the time that is asked for, a million in some 5 s; with {@code id IN} of a union it would be slow where many fit. */
    private Where numbered(String number) {
        return and("(caller = ? OR called = ? OR callerout = ? OR calledout = ?)", number, number, number, number);
    }

    /** Of what comes behind that place in the order of beginnings. */
    Where behind(Place place) {
        long began = place.began().toEpochMilli();
        return and("began >= ?", began).and("(began > ? OR id > ?)", began, place.id());
    }

    private Where and(String condition, Object... values) {
        return new Where(sql.isEmpty() ? " WHERE " + condition : sql + " AND " + condition, parameters)
                .tail("", values);
    }

    /** With more behind it. */
    Where tail(String more, Object... values) {
        var all = new ArrayList<>(parameters);
        all.addAll(List.of(values));
        return new Where(sql + more, all);
    }

    private static String literal(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0");
    }
}
