package esg.admin.rest;

import java.util.Arrays;
import java.util.Optional;

/** Entity tags (RFC 9110 §8.8.3): the stored version in quotes. */
final class ETags {
    private ETags() {}

    static String of(long version) {
        return "\"" + version + "\"";
    }

    /** If-Match, §13.1.1: strong comparison with any tag of the list; absent or {@code *} fits any version. */
    static boolean allowsWrite(Optional<String> ifMatch, long version) {
        return ifMatch.map(tags -> names(tags, of(version))).orElse(true);
    }

    /** If-None-Match, §13.1.2: whether the client already has this version (weak comparison). */
    static boolean alreadyThere(Optional<String> ifNoneMatch, long version) {
        return ifNoneMatch
                .map(tags -> names(tags.replace("W/", ""), of(version)))
                .orElse(false);
    }

    private static boolean names(String tags, String tag) {
        return Arrays.stream(tags.split(",", -1)).map(String::strip).anyMatch(t -> t.equals("*") || t.equals(tag));
    }
}
