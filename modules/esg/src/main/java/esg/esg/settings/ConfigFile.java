package esg.esg.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Joins the settings of the command line, of the operator's file and of every module's reference.conf, in this order of weight. */
public final class ConfigFile {
    private ConfigFile() {}

    /**
     * Reads and resolves.
     *
     * @param file the operator's; null for none, then everything has its default
     * @param sets {@code KEY=VALUE}; a number in the key is the place in a list: {@code esg.roles.esg.listen.0.port=25080}
     */
    public static Config load(@Nullable Path file, List<String> sets) throws StartFailure {
        try {
            if (file != null && !Files.isReadable(file))
                throw new StartFailure(file + ": no such file, or not readable");
            var own = file == null
                    ? ConfigFactory.empty()
                    : ConfigFactory.parseFile(
                            file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
            var config = ConfigFactory.defaultOverrides()
                    .withFallback(own)
                    .withFallback(ConfigFactory.defaultReferenceUnresolved())
                    .resolve();
            for (var set : sets) config = set(config, set);
            var known = ConfigFactory.defaultReference();
            KnownKeys.check(config.getObject("esg"), known.getObject("esg"), "esg");
            return config;
        } catch (ConfigException e) {
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private static Config set(Config config, String set) throws StartFailure {
        int equals = set.indexOf('=');
        if (equals <= 0) throw new StartFailure("--set " + set + ": must be KEY=VALUE");
        var path = Arrays.asList(set.substring(0, equals).strip().split("\\.", -1));
        var changed = put(config.root(), path, value(set, set.substring(equals + 1)), set);
        return ((ConfigObject) changed).toConfig();
    }

    /** Lists and objects are read as HOCON, everything else is text, from which numbers and switches are read later. */
    private static ConfigValue value(String set, String text) throws StartFailure {
        if (!text.startsWith("[") && !text.startsWith("{")) return ConfigValueFactory.fromAnyRef(text, "--set " + set);
        try {
            var options = ConfigParseOptions.defaults().setOriginDescription("--set " + set);
            return ConfigFactory.parseString("value = " + text, options).getValue("value");
        } catch (ConfigException e) {
            throw new StartFailure("--set " + set + ": " + e.getMessage(), e);
        }
    }

    private static ConfigValue put(@Nullable ConfigValue into, List<String> path, ConfigValue value, String set)
            throws StartFailure {
        if (path.isEmpty()) return value;
        var rest = path.subList(1, path.size());
        if (into instanceof ConfigList list) {
            var items = new ArrayList<ConfigValue>(list);
            int at = index(path.getFirst(), items.size(), set);
            if (at == items.size()) items.add(put(null, rest, value, set));
            else items.set(at, put(items.get(at), rest, value, set));
            return ConfigValueFactory.fromIterable(items);
        }
        var object = into instanceof ConfigObject known ? known : ConfigValueFactory.fromMap(Map.of());
        return object.withValue(path.getFirst(), put(object.get(path.getFirst()), rest, value, set));
    }

    private static int index(String text, int size, String set) throws StartFailure {
        if (text.matches("\\d{1,4}") && Integer.parseInt(text) <= size) return Integer.parseInt(text);
        throw new StartFailure("--set " + set + ": " + text + " is no place in a list of " + size);
    }
}
