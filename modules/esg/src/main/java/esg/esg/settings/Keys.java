package esg.esg.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Reads keys one by one; whatever is wrong is told with file, line, key and reason. */
record Keys(Config config, String prefix) {
    String text(String key) throws StartFailure {
        return read(key, "text", config::getString);
    }

    /** Text that may not be empty or hold what would break the paths and addresses it becomes part of. */
    String name(String key) throws StartFailure {
        var name = text(key);
        if (!name.matches("[A-Za-z0-9._-]+"))
            throw wrong(key, "must be letters, digits, '.', '_' or '-', not \"" + name + "\"");
        return name;
    }

    String filled(String key) throws StartFailure {
        var text = text(key);
        if (text.isBlank()) throw wrong(key, "must not be empty");
        return text;
    }

    boolean flag(String key) throws StartFailure {
        return read(key, "on or off", config::getBoolean);
    }

    int number(String key, int least, int most) throws StartFailure {
        int number = whole(key);
        if (number < least || number > most) throw wrong(key, "must be " + least + " to " + most + ", not " + number);
        return number;
    }

    int port(String key) throws StartFailure {
        return number(key, 0, 65_535);
    }

    Duration duration(String key) throws StartFailure {
        var duration = read(key, "a duration such as 30 s", config::getDuration);
        if (duration.isNegative()) throw wrong(key, "must not be negative");
        return duration;
    }

    List<String> texts(String key) throws StartFailure {
        return read(key, "a list of texts", config::getStringList);
    }

    Keys at(String key) throws StartFailure {
        return new Keys(read(key, "an object in braces", config::getConfig), prefix + key + ".");
    }

    /** Objects of a list; each one's keys are named with its place: {@code listen.0.port}. */
    List<Keys> each(String key) throws StartFailure {
        List<? extends ConfigObject> items = read(key, "a list of objects in braces", config::getObjectList);
        return IntStream.range(0, items.size())
                .mapToObj(at -> new Keys(items.get(at).toConfig(), prefix + key + "." + at + "."))
                .toList();
    }

    /** Refuses every other key, here where {@link KnownKeys} cannot see it: in an object of a list. */
    void only(List<String> known) throws StartFailure {
        for (var key : config.root().keySet()) {
            if (!known.contains(key))
                throw wrong(ConfigUtil.joinPath(key), "no such key; there are " + String.join(", ", known));
        }
    }

    boolean has(String key) {
        return config.hasPath(key);
    }

    StartFailure wrong(String key, String why) {
        var at = config.hasPath(key) ? config.getValue(key).origin() : config.origin();
        return new StartFailure(at.description() + ": " + prefix + key + ": " + why);
    }

    /** The library's own words name Java methods and types; these name what the operator has to write. */
    private <T> T read(String key, String expected, Function<String, T> reader) throws StartFailure {
        try {
            return reader.apply(key);
        } catch (ConfigException.Missing _) {
            throw wrong(key, "is missing");
        } catch (ConfigException.WrongType | ConfigException.BadValue _) {
            throw wrong(key, "wrong type: must be " + expected);
        }
    }

    private int whole(String key) throws StartFailure {
        var text = text(key);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw wrong(key, "wrong type: must be a whole number, not \"" + text + "\"");
        }
    }
}
