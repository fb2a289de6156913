package esg.admin.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/** YAML (RFC 9512) to documents of JDK types and back, as strict as {@link Json}. Text is written in quotes: a code 007 stays one. */
final class Yaml {
    private static final ObjectMapper MAPPER = new ObjectMapper(YAMLFactory.builder()
                    .loaderOptions(options())
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .build())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final TypeReference<LinkedHashMap<String, @Nullable Object>> DOCUMENT = new TypeReference<>() {};

    private Yaml() {}

    /** How much may be read is said by {@code esg.admin.max-import}. */
    private static LoaderOptions options() {
        var options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        return options;
    }

    /** The object in a request body. Throws a 400 that names line and column when there is none. */
    static Map<String, @Nullable Object> object(byte[] body) {
        try {
            var tree = MAPPER.readTree(body);
            if (!tree.isObject()) {
                throw Problem.of(400, "The body must be a YAML mapping").refused();
            }
            return MAPPER.convertValue(tree, DOCUMENT);
        } catch (JacksonException e) {
            var where = e.getLocation();
            String place = where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
            throw Problem.of(400, "The body is not YAML" + place + ": " + e.getOriginalMessage())
                    .refused();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot happen: the bytes are in memory
        }
    }

    static byte[] bytes(Object document) {
        try {
            return MAPPER.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document of ours is not YAML", e);
        }
    }
}
