package esg.domain.subscriber;

import java.util.List;

/**
 * Bindings of all nodes, kept. Blocking. Every method throws {@code StoreUnavailable} (package config) while nobody answers.
 */
public interface BindingStore {
    /**
     * Everything written after that revision, removed bindings too.
     *
     * @param revision of the last answer; 0 for all there is
     */
    Changes since(long revision);

    /** Keeps these, all or none; one that is superseded by what stands is left out. */
    void keep(List<Binding> bindings);

    /** Forgets those that were not valid any more at that time, in milliseconds of the epoch; returns how many. */
    int forget(long invalidSince);

    /**
     * What was written.
     *
     * @param revision what to ask for next
     */
    record Changes(long revision, List<Binding> bindings) {
        public Changes {
            bindings = List.copyOf(bindings);
        }
    }
}
