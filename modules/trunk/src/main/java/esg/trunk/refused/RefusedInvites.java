package esg.trunk.refused;

import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.RefusalListener;
import esg.sip.transport.Flow;
import esg.sip.transport.Side;
import esg.trunk.call.SixFields;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last INVITEs from outside that this node refused itself; what a called party answers is none of them, nor what a route rejects in
 * words of its own, nor a request inside a dialog. When it is full the oldest of the sender with most of them goes, so that a scanner pushes
 * out only itself.
 */
public final class RefusedInvites implements RefusalListener {
    private static final Logger log = LoggerFactory.getLogger(RefusedInvites.class);
    private static final int WAITING = 1024;
    /** Our own refusals say so (INC-08). */
    private static final String OWN = "EB2B.";

    private static final Pattern TEXT = Pattern.compile("text=\"((?:[^\"\\\\]++|\\\\.)*+)\"");

    private final RefusedSettings settings;
    private final InstantSource clock;
    private final Executor keeper;
    private final Map<Long, RefusedInvite> kept = new LinkedHashMap<>();
    private final Map<InetAddress, Integer> bySource = new HashMap<>();
    private long last;

    RefusedInvites(RefusedSettings settings, InstantSource clock, Executor keeper) {
        this.settings = settings;
        this.clock = clock;
        this.keeper = keeper;
    }

    /** With a thread of its own, which is there while there is work, and takes what it can: under a flood some are not kept. */
    public static RefusedInvites open(RefusedSettings settings) {
        var thread = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                work -> Thread.ofPlatform().name("refused-invites").daemon().unstarted(work),
                new ThreadPoolExecutor.DiscardPolicy());
        thread.allowCoreThreadTimeOut(true);
        return new RefusedInvites(settings, InstantSource.system(), thread);
    }

    @Override
    public void refused(SipRequest invite, Flow flow, SipResponse answer, boolean byEdge) {
        if (settings.keep() == 0 || flow.listener().side() != Side.OUTSIDE) return;
        var time = clock.instant();
        keeper.execute(() -> {
            var reason = reason(answer);
            if (byEdge || reason.startsWith(OWN)) keep(invite, flow, answer.status(), reason, time);
        });
    }

    private static String reason(SipResponse answer) {
        var text = TEXT.matcher(Objects.requireNonNullElse(answer.header(Headers.REASON), ""));
        return text.find() ? text.group(1).replaceAll("\\\\(.)", "$1") : "";
    }

    private void keep(SipRequest invite, Flow flow, int status, String reason, Instant time) {
        try {
            if (invite.toTag() != null) return;
            var packet = invite.asReceived();
            add(new RefusedInvite(
                    0,
                    time,
                    flow.remote(),
                    flow.listener().transport(),
                    status,
                    reason,
                    invite.callId(),
                    SixFields.of(invite),
                    Masking.masked(packet, settings.packetBytes()),
                    packet.length > settings.packetBytes()));
        } catch (RuntimeException malformed) {
            log.debug("refused invite not kept from={}", flow.remote(), malformed);
        }
    }

    private synchronized void add(RefusedInvite one) {
        long id = ++last;
        kept.put(
                id,
                new RefusedInvite(
                        id,
                        one.time(),
                        one.source(),
                        one.transport(),
                        one.status(),
                        one.reason(),
                        one.callId(),
                        one.facts(),
                        one.packet(),
                        one.cut()));
        bySource.merge(one.source().getAddress(), 1, Integer::sum);
        if (kept.size() > settings.keep()) removeOldestOfTheLoudest();
    }

    private void removeOldestOfTheLoudest() {
        var loudest = bySource.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        var oldest = kept.values().stream()
                .filter(one -> one.source().getAddress().equals(loudest))
                .findFirst()
                .orElseThrow();
        kept.remove(oldest.id());
        bySource.computeIfPresent(loudest, (_, count) -> count == 1 ? null : count - 1);
    }

    /** The newest first. */
    public synchronized List<RefusedInvite> all() {
        return new ArrayList<>(kept.values()).reversed();
    }

    public synchronized Optional<RefusedInvite> find(long id) {
        return Optional.ofNullable(kept.get(id));
    }
}
