package esg.media.tone;

/**
 * What went over one socket so far.
 *
 * @param sent packets
 * @param sentBytes of RTP, without UDP and IP
 * @param received packets, those that came twice too
 * @param lost packets of the peer that have not come, by their sequence numbers (RFC 3550 §A.3); never negative
 */
public record Traffic(long sent, long sentBytes, long received, long receivedBytes, long lost) {
    public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0);

    Traffic andSent(int bytes) {
        return new Traffic(sent + 1, sentBytes + bytes, received, receivedBytes, lost);
    }

    Traffic andReceived(int bytes, long nowLost) {
        return new Traffic(sent, sentBytes, received + 1, receivedBytes + bytes, nowLost);
    }
}
