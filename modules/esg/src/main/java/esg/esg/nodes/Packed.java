package esg.esg.nodes;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Long answers on their way between nodes: JSON, zipped, for what they hold repeats itself. */
public final class Packed {
    /** Bytes that fit into a frame between nodes (256 KiB) with all that stands around them. */
    public static final int FITS = 240_000;

    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private Packed() {}

    public static byte[] of(Object document) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(JSON.writeValueAsBytes(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot happen: it is written to memory
        }
        return bytes.toByteArray();
    }

    public static <T> T read(byte[] packed, TypeReference<T> as) {
        try (var zip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return JSON.readValue(zip, as);
        } catch (IOException e) {
            throw new UncheckedIOException("another node's answer cannot be read", e);
        }
    }
}
