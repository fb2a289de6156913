package esg.sip.message;

import org.jspecify.annotations.Nullable;

/** What became of a packet. */
public sealed interface ParseResult {
    /** A message whose mandatory fields can all be read. */
    record Parsed(SipMessage message) implements ParseResult {}

    /**
     * A request that must be refused.
     *
     * @param request enough of it to write the answer, since Via, From, To, Call-ID and CSeq stand in it; null when one is missing
     * @param status the answer's: 400 or 505
     * @param why for the answer's phrase and the log
     */
    record Malformed(@Nullable SipRequest request, int status, String why) implements ParseResult {}

    /** Nothing that could be answered: a bad response, or no SIP at all. */
    record Garbage(String why) implements ParseResult {}
}
