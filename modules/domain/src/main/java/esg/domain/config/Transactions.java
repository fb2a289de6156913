package esg.domain.config;

import java.util.function.Supplier;

/** Several writes to {@link Repository repositories} that are done together or not at all. */
public interface Transactions {
    /**
     * Runs the work in the calling thread while no other node writes; what it reads is what it wrote. An exception undoes all of it and is
     * thrown on. Inside another one it is part of that. Blocking.
     */
    <R> R inOne(Supplier<R> work);
}
