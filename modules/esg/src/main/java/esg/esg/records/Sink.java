package esg.esg.records;

import esg.domain.cdr.Cdr;
import java.io.IOException;
import java.util.List;

/** Where records are written to. Blocks; belongs to one thread. */
@FunctionalInterface
interface Sink {
    /**
     * Writes records, from the first one on.
     *
     * @param records never empty
     * @return how many of them, at least one; the others are asked for again
     * @throws IOException when it cannot now and none was written, as {@link esg.domain.config.RepositoryFailure.StoreUnavailable} says too
     * @throws IllegalArgumentException when one of them can never be written, and none was
     */
    int write(List<Cdr> records) throws IOException;
}
