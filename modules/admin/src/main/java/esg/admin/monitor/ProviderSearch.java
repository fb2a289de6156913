package esg.admin.monitor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which accounts are wanted.
 *
 * @param d domain; empty for all
 * @param text that stands in the id, name, user, provider's domain or node, in either case; empty for all
 * @param state one of {@link #STATES}; empty for all
 */
public record ProviderSearch(Optional<String> d, Optional<String> text, Optional<String> state) {
    public static final ProviderSearch ALL = new ProviderSearch(Optional.empty(), Optional.empty(), Optional.empty());

    /** Enabled, and no instance says that it serves it. */
    static final String UNSERVED = "unserved";

    /** States of registration, and {@code unserved}, which is beside these. */
    public static final List<String> STATES =
            List.of("failed", "registering", "unregistered", "registered", "disabled", UNSERVED);

    /** Whatever its state. */
    boolean fits(Provider provider) {
        return d.map(provider.account().d()::equals).orElse(true)
                && text.map(part -> has(provider, part.toLowerCase(Locale.ROOT)))
                        .orElse(true);
    }

    boolean fitsState(Provider provider) {
        return state.map(wanted -> stands(provider, wanted)).orElse(true);
    }

    static boolean stands(Provider provider, String state) {
        return state.equals(UNSERVED) ? provider.unserved() : state.equals(provider.regstate());
    }

    private static boolean has(Provider provider, String part) {
        var account = provider.account();
        var node = provider.served().map(Provider.Served::node).orElse("");
        return Stream.of(provider.id(), account.name(), account.username(), account.domain(), node)
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(part));
    }
}
