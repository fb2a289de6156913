package esg.sip.transaction;

import esg.sip.transport.Flow;
import esg.sip.transport.Side;
import org.jspecify.annotations.Nullable;

/**
 * From where a request goes out.
 *
 * @param listenerName "" for any listener of the side
 * @param flow tried before all hops, for peers that are reached over the connection they opened; null for none
 */
public record SendOptions(
        Side side, String listenerName, @Nullable Flow flow) {
    /** Any listener of that side. */
    public static SendOptions from(Side side) {
        return new SendOptions(side, "", null);
    }
}
