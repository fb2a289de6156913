package esg.admin.rest;

import esg.admin.access.Acting;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One request to a resource, read as far as HTTP goes.
 *
 * @param id the document's id; empty when the collection is meant
 * @param parameters query parameters
 * @param conditions If-Match and If-None-Match by those names, where sent
 * @param acting who asks
 */
record Query(
        String method,
        String path,
        Optional<String> id,
        Map<String, String> parameters,
        Map<String, String> conditions,
        Body body,
        Acting acting) {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    /** A request's body with its media type, lower case without parameters. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Body(String mediaType, byte[] bytes) {}

    Query withId(String one) {
        return new Query(method, path, Optional.of(one), parameters, conditions, body, acting);
    }

    /** The only domain whoever asks may see; empty where that is all of them. */
    Optional<String> narrowed() {
        return Optional.of(acting.by().d()).filter(d -> !d.isEmpty());
    }

    /** Empty where absent or an empty text; a 400 that names it when it holds a NUL, which no database takes. */
    Optional<String> parameter(String name) {
        var value = parameters.getOrDefault(name, "");
        if (value.indexOf('\0') >= 0)
            throw Problem.onField(400, name, name + " must not hold a NUL").refused();
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    Optional<String> condition(String name) {
        return Optional.ofNullable(conditions.get(name));
    }

    /** A switch of the query string, off where absent; a 400 that names it when it is neither true nor false. */
    boolean flag(String name) {
        return switch (parameters.getOrDefault(name, "false")) {
            case "true" -> true;
            case "false" -> false;
            case String other ->
                throw Problem.onField(400, name, name + " must be true or false, is " + other)
                        .refused();
        };
    }

    /** A time from the query string; a 400 that names it when it is none. */
    Optional<Instant> instant(String name) {
        var text = parameter(name);
        try {
            var at = text.map(Instant::parse);
            if (at.map(LATEST::isBefore).orElse(false)) throw new DateTimeException("later than any time of ours");
            return at;
        } catch (DateTimeException _) {
            throw Problem.onField(
                            400, name, name + " must be a time such as 2026-01-02T03:04:05Z, is " + text.orElse(""))
                    .refused();
        }
    }

    /** A whole number from the query string; a 400 that names it when it is none or out of range. */
    int number(String name, int absent, int max) {
        String text = parameters.get(name);
        if (text == null) {
            return absent;
        }
        String expected = "must be a whole number from 0 to " + max + ", is " + text;
        try {
            int value = Integer.parseInt(text);
            if (value < 0 || value > max) {
                throw Problem.onField(400, name, name + " " + expected).refused();
            }
            return value;
        } catch (NumberFormatException e) {
            throw Problem.onField(400, name, name + " " + expected).refused();
        }
    }
}
