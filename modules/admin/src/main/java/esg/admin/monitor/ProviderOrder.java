package esg.admin.monitor;

import esg.admin.monitor.NodeState.Reg;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** In which order accounts are listed: those in trouble first, or by a field, {@code -field} for the other way round. */
public final class ProviderOrder {
    private static final Comparator<Provider> BY_ID =
            Comparator.comparing(provider -> provider.account().key());

    /** Those in trouble first. */
    public static final ProviderOrder TROUBLE =
            new ProviderOrder(Comparator.comparingInt(Provider::calm).thenComparing(BY_ID));

    private static final Map<String, Key<?>> KEYS = keys();

    private final Comparator<Provider> order;

    private ProviderOrder(Comparator<Provider> order) {
        this.order = order;
    }

    /** Empty when there is no such field. */
    public static Optional<ProviderOrder> of(String sort) {
        boolean down = sort.startsWith("-");
        return Optional.ofNullable(KEYS.get(down ? sort.substring(1) : sort))
                .map(key -> new ProviderOrder(key.order(down).thenComparing(BY_ID)));
    }

    /** By which fields. */
    public static Set<String> fields() {
        return KEYS.keySet();
    }

    Comparator<Provider> comparator() {
        return order;
    }

    private static Map<String, Key<?>> keys() {
        var keys = new LinkedHashMap<String, Key<?>>();
        keys.put("id", key(Provider::id));
        keys.put("d", key(one -> one.account().d()));
        keys.put("code", key(one -> one.account().code()));
        keys.put("name", key(one -> one.account().name()));
        keys.put("enabled", key(one -> one.account().enabled()));
        keys.put("reg", key(one -> one.account().reg()));
        keys.put("user", key(one -> one.account().username()));
        keys.put("domain", key(one -> one.account().domain()));
        keys.put("port", key(one -> one.account().proxyport()));
        keys.put("proto", key(one -> one.account().transport().token()));
        keys.put("regstate", key(Provider::regstate));
        keys.put("pingstate", key(Provider::pingstate));
        keys.put("node", new Key<>(one -> one.served().map(Provider.Served::node)));
        keys.put("srvidx", new Key<>(one -> one.served().map(Provider.Served::srvidx)));
        keys.put("ownersince", ofReg(Reg::ownersince));
        keys.put("since", ofReg(Reg::since));
        keys.put("nextattempt", ofReg(Reg::nextattempt));
        keys.put("failure", new Key<>(Provider::failure));
        keys.put("granted", ofReg(Reg::granted));
        keys.put("trunks", new Key<>(one -> Optional.ofNullable(one.account().trunks())));
        keys.put("onlinetrunkcount", ofReg(Reg::onlinetrunkcount));
        return keys;
    }

    private static <T extends Comparable<? super T>> Key<T> key(Function<Provider, T> value) {
        return new Key<>(one -> Optional.of(value.apply(one)));
    }

    private static <T extends Comparable<? super T>> Key<T> ofReg(Function<Reg, T> value) {
        return new Key<>(one -> one.served().map(by -> value.apply(by.reg())));
    }

    private record Key<T extends Comparable<? super T>>(Function<Provider, Optional<T>> value) {
        /** Who has no value comes last either way. */
        Comparator<Provider> order(boolean down) {
            Comparator<T> order = down ? Comparator.reverseOrder() : Comparator.naturalOrder();
            return (one, other) -> {
                var left = value.apply(one);
                var right = value.apply(other);
                if (left.isEmpty() || right.isEmpty()) return Boolean.compare(left.isEmpty(), right.isEmpty());
                return order.compare(left.get(), right.get());
            };
        }
    }
}
