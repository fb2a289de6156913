package esg.admin.monitor;

import esg.domain.subscriber.Binding;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The monitor's answer about subscribers: where each can be reached. */
public final class BindingDocuments {
    private static final Comparator<Binding> BY_ADDRESS_OF_RECORD = Comparator.comparing(
                    (Binding binding) -> binding.aor().d())
            .thenComparing(binding -> binding.aor().user())
            .thenComparing(Binding.PREFERRED_FIRST);

    private BindingDocuments() {}

    /**
     * {@code GET /api/monitor/v1/bindings}.
     *
     * @param d narrows when given
     * @param now milliseconds of the epoch
     */
    public static Map<String, Object> list(List<Binding> bindings, @Nullable String d, long now) {
        var listed = bindings.stream()
                .filter(binding -> d == null || d.equals(binding.aor().d()))
                .sorted(BY_ADDRESS_OF_RECORD)
                .map(binding -> one(binding, now))
                .toList();
        var document = new LinkedHashMap<String, Object>();
        document.put("resultcode", 0);
        document.put("resultmsg", "OK");
        document.put("data", Map.of("bindings", listed));
        return document;
    }

    private static Map<String, Object> one(Binding binding, long now) {
        var place = binding.place();
        var document = new LinkedHashMap<String, Object>();
        document.put("aor", binding.aor().toString());
        document.put("d", binding.aor().d());
        document.put("user", binding.aor().user());
        document.put("contact", binding.contact());
        document.put("q", binding.q() / 1000.0);
        document.put("expires", Math.max(0, (binding.expiresAt() - now + 999) / 1000));
        document.put("updated", Instant.ofEpochMilli(binding.updatedAt()).toString());
        document.put("node", place.node());
        document.put("proto", place.transport());
        document.put("source", place.source());
        document.put("nat", place.translated());
        document.put("useragent", binding.userAgent());
        if (!binding.path().isEmpty()) document.put("path", binding.path());
        return document;
    }
}
