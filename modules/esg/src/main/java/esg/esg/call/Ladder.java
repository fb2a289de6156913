package esg.esg.call;

import esg.domain.account.Transport;
import esg.sip.message.Headers;
import esg.sip.message.MessageParser;
import esg.sip.message.ParseResult.Parsed;
import esg.sip.message.SipMessage;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.packetlog.LocalEnd;
import esg.sip.packetlog.PacketLog;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Every message that passes the socket, as a line with the time since the first. */
final class Ladder implements PacketLog {
    /**
     * One message.
     *
     * @param millis since the first one
     * @param sent by us; else received
     * @param text a request's method and URI, a response's status line and what it answers
     * @param reason value of its Reason header; "" without one
     * @param again whether the same was there before
     */
    record Step(long millis, boolean sent, String text, String reason, boolean again) {
        /** {@code 205 ms  <--  200 OK to INVITE} */
        String line() {
            var line = String.format(Locale.ROOT, "%6d ms  %s  %s", millis, sent ? "-->" : "<--", text);
            return line + (again ? "  (again)" : "") + (reason.isEmpty() ? "" : "  Reason: " + reason);
        }
    }

    private record Seen(boolean sent, byte[] packet) {}

    private final Consumer<Step> listener;
    private final List<Seen> seen = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private long begun;
    private String callId = "";

    /** @param listener told each step as it happens, in order */
    Ladder(Consumer<Step> listener) {
        this.listener = listener;
    }

    /** When the first message passed, by the clock of {@link System#nanoTime()} in milliseconds. */
    synchronized long begunMillis() {
        return begun / 1_000_000;
    }

    /** Of the first message; "" before. */
    synchronized String callId() {
        return callId;
    }

    /** So far. */
    synchronized List<Step> steps() {
        return List.copyOf(steps);
    }

    @Override
    public void sent(LocalEnd here, InetSocketAddress remote, boolean ok, byte[] packet, int worker) {
        add(true, packet);
    }

    @Override
    public void received(LocalEnd here, InetSocketAddress remote, byte[] packet, int worker) {
        add(false, packet);
    }

    @Override
    public void banned(Transport transport, InetSocketAddress remote, int worker) {}

    private synchronized void add(boolean sent, byte[] packet) {
        long now = System.nanoTime();
        if (steps.isEmpty()) begun = now;
        boolean again = seen.stream().anyMatch(one -> one.sent == sent && Arrays.equals(one.packet, packet));
        if (!again) seen.add(new Seen(sent, packet));
        var parsed = MessageParser.parse(packet);
        if (callId.isEmpty() && parsed instanceof Parsed(SipMessage message)) callId = message.callId();
        var step = step((now - begun) / 1_000_000, sent, packet, again);
        steps.add(step);
        listener.accept(step);
    }

    private static Step step(long millis, boolean sent, byte[] packet, boolean again) {
        if (!(MessageParser.parse(packet) instanceof Parsed(SipMessage message))) {
            return new Step(millis, sent, "cannot be read as SIP, " + packet.length + " bytes", "", again);
        }
        var text = switch (message) {
            case SipRequest request -> request.method() + " " + request.requestUriText();
            case SipResponse response ->
                response.status() + " " + response.reasonPhrase() + " to " + response.cseqMethod();
        };
        var reason = message.header(Headers.REASON);
        return new Step(millis, sent, text, reason == null ? "" : reason, again);
    }
}
