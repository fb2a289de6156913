package esg.media.relay;

import esg.media.relay.MediaRelay.End;
import java.util.List;

/**
 * What has been heard in a session.
 *
 * @param streams one of each m= line and end
 */
public record MediaFigures(List<Stream> streams) {
    public static final MediaFigures NONE = new MediaFigures(List.of());

    public MediaFigures {
        streams = List.copyOf(streams);
    }

    /**
     * What came from one end.
     *
     * @param line index of the m= line
     * @param kind {@code audio}, {@code video}, {@code image} …
     * @param from where it came from, {@code address:port}; "" while nothing has come
     * @param packets of RTP
     * @param bytes of RTP, without IP and UDP
     * @param lost by the sequence numbers (RFC 3550 §A.3)
     * @param jitter milliseconds (RFC 3550 §A.8)
     * @param strangers packets dropped since they came from somewhere else
     * @param heard milliseconds since 1970 when the last one came; 0 for never
     */
    public record Stream(
            End end,
            int line,
            String kind,
            String from,
            long packets,
            long bytes,
            long lost,
            double jitter,
            long strangers,
            long heard) {}
}
