package esg.domain.normalize;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a rule writes; null leaves what stands there without a rule.
 *
 * @param ruriuser null follows {@code touser} where that is given
 * @param pai user part of P-Asserted-Identity, or a whole URI or name-addr; empty takes the header out
 * @param headers other header fields by name; empty takes one out
 */
public record Substitutions(
        @Nullable Template fromuser,
        @Nullable Template fromname,
        @Nullable Template fromdomain,
        @Nullable Template touser,
        @Nullable Template todomain,
        @Nullable Template ruriuser,
        @Nullable Template pai,
        Map<String, Template> headers) {
    public Substitutions {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** All that are given, by field; {@code headers.NAME} for the free ones. */
    Map<String, Template> templates() {
        var all = new LinkedHashMap<String, Template>();
        put(all, "fromuser", fromuser);
        put(all, "fromname", fromname);
        put(all, "fromdomain", fromdomain);
        put(all, "touser", touser);
        put(all, "todomain", todomain);
        put(all, "ruriuser", ruriuser);
        put(all, "pai", pai);
        headers.forEach((name, template) -> all.put("headers." + name, template));
        return all;
    }

    private static void put(Map<String, Template> all, String field, @Nullable Template template) {
        if (template != null) all.put(field, template);
    }
}
