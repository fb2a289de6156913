package esg.admin.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/** YAML (RFC 9512) to documents of JDK types and back, as {@link Json} does it. Text is written in quotes: a code 007 stays one. */
final class Yaml {
    private static final ObjectMapper MAPPER = new ObjectMapper(YAMLFactory.builder()
                    .loaderOptions(options())
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .build())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Yaml() {}

    /** How much may be read is said by {@code esg.admin.max-import}. */
    private static LoaderOptions options() {
        var options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        return options;
    }

    /** The mapping in a request body. Throws a 400 that names line and column when there is none. */
    static Map<String, @Nullable Object> object(byte[] body) {
        return Json.object(MAPPER, "YAML", body);
    }

    static byte[] bytes(Object document) {
        return Json.bytes(MAPPER, document);
    }
}
