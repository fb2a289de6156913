package esg.store.backup;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * What a backup says of itself.
 *
 * @param format of the file, {@link #FORMAT}
 * @param program version of the program that wrote it
 * @param at when
 * @param schema version of the tables
 * @param tables rows of each, in the order they can be written in
 */
record Manifest(
        @JsonProperty("format") int format,
        @JsonProperty("program") String program,
        @JsonProperty("at") String at,
        @JsonProperty("schema") int schema,
        @JsonProperty("tables") Map<String, Long> tables) {
    static final int FORMAT = 1;
    static final String ENTRY = "backup.json";
    static final String KEY = "secret.key";
    static final String TOKEN = "admin.token";
    private static final ObjectMapper JSON = new ObjectMapper();

    static String table(String name) {
        return "tables/" + name + ".jsonl";
    }

    byte[] bytes() throws IOException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    }

    static Manifest read(InputStream in) throws IOException {
        return JSON.readValue(in, Manifest.class);
    }
}
