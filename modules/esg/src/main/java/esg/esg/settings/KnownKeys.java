package esg.esg.settings;

import com.typesafe.config.ConfigObject;

/** Finds keys nobody reads: a misspelled one would leave its default in force, and nobody the wiser. */
final class KnownKeys {
    private KnownKeys() {}

    /**
     * Compares objects key by key; what stands in lists is for its reader to judge.
     *
     * @param path of both objects, for the message
     * @throws StartFailure naming file, line and key, and the keys there are
     */
    static void check(ConfigObject given, ConfigObject known, String path) throws StartFailure {
        for (var entry : given.entrySet()) {
            var key = path + "." + entry.getKey();
            var origin = entry.getValue().origin().description();
            var reference = known.get(entry.getKey());
            if (reference == null && !origin.contains("system properties")) {
                throw new StartFailure(
                        origin + ": " + key + ": no such key; there are " + String.join(", ", known.keySet()));
            }
            // A dispatcher's settings are Pekko's.
            if (entry.getValue() instanceof ConfigObject inner
                    && reference instanceof ConfigObject there
                    && !key.endsWith("-dispatcher")) {
                check(inner, there, key);
            }
        }
    }
}
