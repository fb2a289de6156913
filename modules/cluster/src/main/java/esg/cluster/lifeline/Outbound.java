package esg.cluster.lifeline;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our connection to one incarnation of a peer, made again whenever it ends. On the lifeline's thread. */
final class Outbound {
    private static final Logger log = LoggerFactory.getLogger(Outbound.class);

    /** The kernel gives a connection up after minutes, with an error that looks like a refusal: a late answer proves nothing. */
    private static final long CONNECT = TimeUnit.SECONDS.toNanos(1);

    private static final long RETRY = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long RETRY_STRANGER = TimeUnit.MILLISECONDS.toNanos(100);

    private enum State {
        CLOSED,
        CONNECTING,
        GREETING,
        OPEN
    }

    private final long self;
    private final Peer peer;
    private final Vitals vitals;
    private final Witness witness;
    private final Selector selector;
    private final ByteBuffer in = ByteBuffer.allocate(4096);
    private final ByteBuffer out = ByteBuffer.allocate(Frames.HELLO);
    private State state = State.CLOSED;
    private @Nullable SocketChannel channel;
    private long since;
    private long retryAt;

    Outbound(long self, Peer peer, Vitals vitals, Witness witness, Selector selector) {
        this.self = self;
        this.peer = peer;
        this.vitals = vitals;
        this.witness = witness;
        this.selector = selector;
        retryAt = System.nanoTime();
    }

    Verdict verdict() {
        return vitals.verdict();
    }

    boolean settled() {
        return state == State.OPEN || verdict() == Verdict.DEAD;
    }

    /** Opens what is closed and drops what does not come up. */
    void tend(long now) {
        if (verdict() == Verdict.DEAD) close();
        else if (state == State.CLOSED && now - retryAt >= 0) connect(now);
        else if ((state == State.CONNECTING || state == State.GREETING) && now - since > CONNECT) again(now, RETRY);
    }

    void ping(long now) {
        vitals.round(now);
        var open = channel;
        if (state != State.OPEN || open == null) return;
        try {
            out.clear();
            int _ = open.write(out.putLong(now).flip()); // a full buffer means a hung peer: a ping less
            if (out.hasRemaining() && out.position() > 0) throw new IOException("half a ping");
        } catch (IOException e) {
            ended(e);
        }
    }

    void ready(SelectionKey key) {
        try {
            if (key.isConnectable()) connected(key);
            else if (key.isReadable()) read();
        } catch (ConnectException e) {
            refused(e);
        } catch (IOException e) {
            ended(e);
        }
    }

    void close() {
        if (channel != null) Frames.close(channel);
        channel = null;
        state = State.CLOSED;
    }

    private void connect(long now) {
        since = now;
        state = State.CONNECTING;
        try {
            var opened = SocketChannel.open();
            channel = opened;
            opened.configureBlocking(false);
            opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
            var key = opened.register(selector, SelectionKey.OP_CONNECT, this);
            if (opened.connect(peer.at())) connected(key);
        } catch (ConnectException e) {
            refused(e);
        } catch (IOException e) {
            ended(e);
        }
    }

    private void connected(SelectionKey key) throws IOException {
        var opened = channel;
        if (opened == null || !opened.finishConnect()) return;
        key.interestOps(SelectionKey.OP_READ);
        in.clear();
        out.clear();
        Frames.putHello(out, self);
        int _ = opened.write(out.flip());
        state = State.GREETING;
    }

    private void read() throws IOException {
        var open = channel;
        if (open == null) return;
        if (open.read(in) < 0) throw new IOException("end of stream");
        in.flip();
        if (state == State.GREETING && in.remaining() >= Frames.HELLO) {
            vitals.answers(Frames.hello(in));
            if (!vitals.met()) throw new IOException("another node answers");
            state = State.OPEN;
        }
        while (state == State.OPEN && in.remaining() >= Frames.REPLY) {
            var reply = Reply.of(in.get());
            long sent = in.getLong();
            vitals.heard();
            switch (reply) {
                case GRANTED -> witness.granted(peer.uid(), sent);
                case DOWNED -> witness.givenUp(peer.uid());
                case PRESENT -> {}
            }
        }
        in.compact();
    }

    private void refused(ConnectException e) {
        long now = System.nanoTime();
        if (now - since < CONNECT) vitals.refused();
        ended(e);
    }

    private void ended(IOException why) {
        if (vitals.met()) log.info("lifeline ended peer={} reason={}", peer.at(), String.valueOf(why.getMessage()));
        boolean wasOpen = state == State.OPEN;
        again(System.nanoTime(), wasOpen ? 0 : vitals.met() ? RETRY : RETRY_STRANGER);
    }

    private void again(long now, long pause) {
        close();
        retryAt = now + pause;
    }
}
