package esg.domain.config;

import java.util.List;

/** Part of a list; {@code total} counts all that fit the query. */
public record Page<T>(List<T> items, int total) {
    public Page {
        items = List.copyOf(items);
    }
}
