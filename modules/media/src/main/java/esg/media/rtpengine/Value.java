package esg.media.rtpengine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What bencode can say. */
sealed interface Value {
    record Whole(long number) implements Value {}

    /**
     * A byte string.
     *
     * @param bytes each as the character of the same number (ISO 8859-1), so that a session description passes as it is
     */
    record Text(String bytes) implements Value {}

    record Items(List<Value> all) implements Value {
        public Items {
            all = List.copyOf(all);
        }

        static Items of(String... texts) {
            return of(List.of(texts));
        }

        static Items of(List<String> texts) {
            return new Items(texts.stream().<Value>map(Text::new).toList());
        }

        boolean has(String text) {
            return all.contains(new Text(text));
        }
    }

    /** Keys in the order they stand; what is missing, or of another kind, reads as empty. */
    record Dictionary(Map<String, Value> entries) implements Value {
        static final Dictionary EMPTY = new Dictionary(Map.of());

        public Dictionary {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        String text(String key) {
            return entries.get(key) instanceof Text(var bytes) ? bytes : "";
        }

        long number(String key) {
            return entries.get(key) instanceof Whole(var number) ? number : 0;
        }

        Dictionary dictionary(String key) {
            return entries.get(key) instanceof Dictionary found ? found : EMPTY;
        }

        Items items(String key) {
            return entries.get(key) instanceof Items found ? found : new Items(List.of());
        }

        /** Those of a list that are dictionaries. */
        List<Dictionary> dictionaries(String key) {
            return items(key).all().stream()
                    .filter(Dictionary.class::isInstance)
                    .map(Dictionary.class::cast)
                    .toList();
        }
    }
}
