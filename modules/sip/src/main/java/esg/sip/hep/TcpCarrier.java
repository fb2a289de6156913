package esg.sip.hep;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Copies one after the other on a connection, each with its own length. Between attempts to connect, copies are lost at once. */
final class TcpCarrier implements Carrier {
    private static final Duration PATIENCE =
            Duration.ofSeconds(3); // of a connect, and of a collector that reads nothing
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final CollectorAddress address;
    private volatile @Nullable AsynchronousSocketChannel connection;
    private volatile boolean closed;
    private @Nullable InetSocketAddress connectedTo;
    private long again = System.nanoTime();
    private String why = "not connected yet";

    TcpCarrier(CollectorAddress address) {
        this.address = address;
    }

    @Override
    public int longest() {
        return Hep3.LONGEST;
    }

    @Override
    public void send(byte[] copy) throws IOException {
        var open = connection();
        try {
            var left = ByteBuffer.wrap(copy);
            while (left.hasRemaining()) within(open.write(left), "the collector reads nothing");
        } catch (IOException e) {
            lose(e);
            throw e;
        }
    }

    private AsynchronousSocketChannel connection() throws IOException {
        var to = address.now();
        var open = connection;
        if (open != null && to.equals(connectedTo)) return open;
        drop();
        if (System.nanoTime() - again < 0) throw new IOException(why);
        try {
            return connect(to);
        } catch (IOException e) {
            lose(e);
            throw e;
        }
    }

    private AsynchronousSocketChannel connect(InetSocketAddress to) throws IOException {
        var fresh = AsynchronousSocketChannel.open();
        connection = fresh;
        connectedTo = to;
        if (closed) throw new IOException("closed");
        within(fresh.connect(to), "no connection in time");
        return fresh;
    }

    private static void within(Future<?> done, String tooLate) throws IOException {
        try {
            done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (TimeoutException _) {
            throw new IOException(tooLate);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("closed");
        }
    }

    /** Half a copy may have gone out: the rest of the stream would be out of step. */
    private void lose(IOException e) {
        why = String.valueOf(e.getMessage() == null ? e : e.getMessage());
        again = System.nanoTime() + PAUSE.toNanos();
        var tried = connectedTo;
        if (tried != null) address.failed(tried);
        drop();
    }

    private void drop() {
        var open = connection;
        connection = null;
        if (open == null) return;
        try {
            open.close();
        } catch (IOException _) {
            // it is of no use any more
        }
    }

    @Override
    public void close() {
        closed = true;
        address.close();
        drop();
    }
}
