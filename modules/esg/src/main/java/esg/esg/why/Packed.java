package esg.esg.why;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Documents on their way between nodes: JSON, zipped, for an explanation of many accounts and rules repeats itself. */
final class Packed {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> DOCUMENT = new TypeReference<>() {};

    private Packed() {}

    static byte[] of(Map<String, Object> document) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(JSON.writeValueAsBytes(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot happen: it is written to memory
        }
        return bytes.toByteArray();
    }

    static Map<String, Object> read(byte[] packed) {
        try (var zip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return JSON.readValue(zip, DOCUMENT);
        } catch (IOException e) {
            throw new UncheckedIOException("another node's document cannot be read", e);
        }
    }
}
