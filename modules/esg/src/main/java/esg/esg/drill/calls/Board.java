package esg.esg.drill.calls;

import esg.esg.drill.calls.PhoneCall.End;
import esg.sip.transaction.SipEdge;
import esg.sip.transport.Loop;
import esg.sip.transport.Side;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What both phones share: their sockets, and which call is which. */
final class Board {
    static final String SDP_TYPE = "application/sdp";
    static final byte[] SDP = """
        v=0
        o=- 1 1 IN IP4 127.0.0.1
        s=-
        c=IN IP4 127.0.0.1
        t=0 0
        m=audio 4000 RTP/AVP 8
        """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);

    /** An end's socket; its address as a Contact. */
    record Line(Side side, String contact) {}

    final SipEdge edge;
    private final Map<End, Line> lines;
    private final Map<Integer, PhoneCall> calls = new ConcurrentHashMap<>();
    private final Map<String, PhoneCall> dialogs = new ConcurrentHashMap<>();

    Board(SipEdge edge) {
        this.edge = edge;
        this.lines = Map.of(End.PROVIDER, line(Side.OUTSIDE), End.INSIDE, line(Side.INSIDE));
    }

    private Line line(Side side) {
        var bound = edge.transport().listeners().stream()
                .filter(listener -> listener.side() == side)
                .findFirst()
                .orElseThrow()
                .bound();
        return new Line(side, "<sip:" + bound.getAddress().getHostAddress() + ":" + bound.getPort() + ">");
    }

    Line line(End end) {
        var line = lines.get(end);
        if (line == null) throw new IllegalStateException("no line of " + end);
        return line;
    }

    /** The only one: all that is done is done there. */
    Loop loop() {
        return edge.transport().loop(0);
    }

    void add(PhoneCall call) {
        calls.put(call.number, call);
    }

    @Nullable
    PhoneCall call(int number) {
        return calls.get(number);
    }

    /** Requests with this Call-ID are of that call. */
    void dialog(String callId, PhoneCall call) {
        dialogs.put(callId, call);
    }

    @Nullable
    PhoneCall dialog(String callId) {
        return dialogs.get(callId);
    }

    void forget(Collection<PhoneCall> gone) {
        gone.forEach(call -> calls.remove(call.number));
        dialogs.values().removeAll(gone);
    }
}
