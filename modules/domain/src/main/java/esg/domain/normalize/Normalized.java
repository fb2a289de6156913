package esg.domain.normalize;

import java.util.Map;

/**
 * A call after normalization.
 *
 * @param headers header fields to be written in place of the caller's; an empty value takes one out
 * @param rule id of the rule that applied; "" when none did
 */
public record Normalized(CallNumbers numbers, Map<String, String> headers, String rule) {
    public Normalized {
        headers = Map.copyOf(headers);
    }
}
