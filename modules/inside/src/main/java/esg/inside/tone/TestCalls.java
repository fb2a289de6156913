package esg.inside.tone;

import esg.domain.Rejection;
import esg.media.sdp.AudioStream;
import esg.media.sdp.Description;
import esg.media.sdp.LocalAudio;
import esg.media.sdp.Outcome;
import esg.media.tone.Sound;
import esg.media.tone.TonePort;
import esg.media.tone.ToneSettings;
import esg.media.tone.Tones;
import esg.sip.locate.Locator;
import esg.sip.message.SipMessage;
import esg.sip.message.SipRequest;
import esg.sip.transaction.RequestHandler;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transaction.SipEdge;
import esg.sip.transport.Flow;
import esg.trunk.leg.Timing;
import esg.trunk.leg.Refusal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The node's test calls, so that a request inside one finds it. For any thread. */
public final class TestCalls {
    static final String SDP = "application/sdp";
    private static final String ECHO = "echo"; // as a route's target; all else is the tone

    /** What they stand on. */
    public record Parts(SipEdge edge, Locator locator, Tones tones, ToneSettings settings, Timing timing) {}

    /**
     * What an INVITE is answered with.
     *
     * @param audio as agreed; null while our own offer waits for its answer
     */
    record Opening(
            TonePort port,
            LocalAudio local,
            String sdp,
            @Nullable AudioStream audio) {}

    private final Parts parts;
    private final Map<String, TestCall> byLocalTag = new ConcurrentHashMap<>();
    private volatile boolean closed;

    public TestCalls(Parts parts) {
        this.parts = parts;
    }

    /**
     * Takes a call and answers it, now or soon.
     *
     * @param target {@code echo}, or {@code tone} for the tone; so is ""
     * @return why not; null when the call is taken
     */
    public @Nullable Refusal answer(ServerTransaction invite, String target) {
        if (closed) return Refusal.lost(Rejection.SHUTTING_DOWN);
        if (!isReadable(invite.request())) return Refusal.of(Rejection.UNSUPPORTED_MEDIA_TYPE);
        var port = parts.tones.open(target.equals(ECHO) ? new Sound.Echo() : Sound.TEST_TONE, null);
        if (port == null) return Refusal.of(Rejection.MEDIA_LIMIT);
        var local = new LocalAudio(port.local(), ThreadLocalRandom.current().nextLong(1, 1L << 48));
        if (invite.request().bodyLength() == 0) {
            begin(invite, new Opening(port, local, local.offer(), null));
            return null;
        }
        return switch (local.answer(Description.read(invite.request().body()))) {
            case Outcome.Agreed(var sdp, var audio) -> {
                begin(invite, new Opening(port, local, sdp, audio));
                yield null;
            }
            case Outcome.WithoutAudio _ -> {
                port.close();
                yield notAcceptable("no audio offered");
            }
            case Outcome.Refused(var why) -> {
                port.close();
                yield notAcceptable(why);
            }
        };
    }

    static Refusal notAcceptable(String why) {
        var media = Rejection.UNSUPPORTED_MEDIA;
        return Refusal.of(media, media.status(), media.text() + ": " + why);
    }

    /** Whether there is no body, or one we can read. */
    static boolean isReadable(SipMessage message) {
        if (message.bodyLength() == 0) return true;
        var type = message.contentType();
        return type != null && type.regionMatches(true, 0, SDP, 0, SDP.length());
    }

    private void begin(ServerTransaction invite, Opening opening) {
        var call = new TestCall(this, parts, invite, opening);
        byLocalTag.put(invite.toTag(), call);
        if (invite.loop().inLoop()) call.begin();
        else invite.loop().execute(call::begin);
    }

    void over(TestCall call) {
        byLocalTag.remove(call.localTag(), call);
    }

    /** Takes what belongs to test calls and leaves everything else to {@code others}. */
    public RequestHandler inFrontOf(RequestHandler others) {
        return new RequestHandler() {
            @Override
            public void onRequest(ServerTransaction transaction) {
                var call = find(transaction.request());
                if (call == null) others.onRequest(transaction);
                else call.received(transaction);
            }

            @Override
            public void onAck(SipRequest ack, Flow flow) {
                var call = find(ack);
                if (call == null) others.onAck(ack, flow);
                else call.acknowledged(ack);
            }
        };
    }

    private @Nullable TestCall find(SipRequest request) {
        var tag = request.toTag();
        if (tag == null) return null;
        var call = byLocalTag.get(tag);
        return call != null && call.callId().equals(request.callId()) ? call : null;
    }

    /** Calls there are, those that are being ended too. */
    public int live() {
        return byLocalTag.size();
    }

    /** Takes no more calls and ends those there are; returns before they have ended. */
    public void close() {
        closed = true;
        for (var call : List.copyOf(byLocalTag.values()))
            call.loop().execute(() -> call.hangUp("node is shutting down"));
    }
}
