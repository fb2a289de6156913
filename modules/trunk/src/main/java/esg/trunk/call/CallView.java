package esg.trunk.call;

import esg.domain.account.AccountId;
import esg.media.relay.MediaFigures;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call as a monitor shows it.
 *
 * @param direction {@code in} from the provider, {@code out} to it
 * @param state {@code trying}, {@code ringing}, {@code talking} or {@code ended}
 * @param callIds Call-ID of the caller's leg, then of each second leg tried
 * @param code final answer the caller got; null while there is none
 * @param reason why the call ended
 * @param media what was heard where media is ours
 * @param dumb {@code caller} or {@code callee}, when one of them was not heard while the other spoke; "" for neither
 * @param detail for records of it
 */
public record CallView(
        String id,
        AccountId account,
        String direction,
        String from,
        String to,
        String state,
        Instant started,
        @Nullable Instant answered,
        @Nullable Instant ended,
        List<String> callIds,
        @Nullable Integer code,
        @Nullable String reason,
        MediaFigures media,
        String dumb,
        CallDetail detail) {}
