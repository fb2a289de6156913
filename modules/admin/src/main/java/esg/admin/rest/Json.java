package esg.admin.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON text to documents of JDK types and back. Strict: a key given twice or text after the end is refused. */
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final TypeReference<LinkedHashMap<String, @Nullable Object>> DOCUMENT = new TypeReference<>() {};

    private Json() {}

    /** The object in a request body. Throws a 400 that names line and column when there is none. */
    static Map<String, @Nullable Object> object(byte[] body) {
        return object(MAPPER, "JSON", body);
    }

    /** The same in another notation of the same documents. */
    static Map<String, @Nullable Object> object(ObjectMapper mapper, String notation, byte[] body) {
        try {
            JsonNode tree = mapper.readTree(body);
            if (!tree.isObject()) {
                throw Problem.of(400, "The body must be a " + notation + " object")
                        .refused();
            }
            return mapper.convertValue(tree, DOCUMENT);
        } catch (JacksonException e) {
            var where = e.getLocation();
            String place = where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
            throw Problem.of(400, "The body is not " + notation + place + ": " + e.getOriginalMessage())
                    .refused();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot happen: the bytes are in memory
        }
    }

    static byte[] bytes(Object document) {
        return bytes(MAPPER, document);
    }

    static byte[] bytes(ObjectMapper mapper, Object document) {
        try {
            return mapper.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document of ours cannot be written", e);
        }
    }
}
