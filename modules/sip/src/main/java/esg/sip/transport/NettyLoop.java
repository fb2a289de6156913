package esg.sip.transport;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/** A {@link Loop} on a Netty event loop; the wheel turns only while a timer is pending. */
final class NettyLoop implements Loop {
    private final int index;
    private final EventLoop eventLoop;
    private final TimerWheel wheel;
    private boolean turning;

    NettyLoop(int index, EventLoop eventLoop) {
        this.index = index;
        this.eventLoop = eventLoop;
        this.wheel = new TimerWheel(now());
    }

    EventLoop eventLoop() {
        return eventLoop;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public boolean inLoop() {
        return eventLoop.inEventLoop();
    }

    @Override
    public void execute(Runnable task) {
        eventLoop.execute(task);
    }

    @Override
    public long millis() {
        return now();
    }

    @Override
    public Cancellable after(long millis, Runnable task) {
        if (!inLoop()) throw new IllegalStateException("a timer can only be started on its loop");
        var now = now();
        if (!turning) {
            wheel.advance(now); // nothing is pending: this only sets the wheel to the time
            turn();
        }
        return wheel.start(now, millis, task);
    }

    private void turn() {
        turning = true;
        var _ = eventLoop.schedule(this::tick, TimerWheel.TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            wheel.advance(now());
        } finally { // an OutOfMemoryError in a task must not leave the loop without timers
            if (wheel.pending() > 0) turn();
            else turning = false;
        }
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }
}
