package esg.sip.hep;

import java.io.IOException;

/** Carries copies to one collector. One thread sends; {@link #close} may come from another. */
interface Carrier extends AutoCloseable {
    /** Bytes of the longest copy it can carry. */
    int longest();

    /**
     * Sends, and waits for a while at most.
     *
     * @throws IOException why the copy is lost, in words for the operator
     */
    void send(byte[] copy) throws IOException;

    @Override
    void close();
}
