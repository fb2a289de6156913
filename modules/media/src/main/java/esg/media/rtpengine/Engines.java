package esg.media.rtpengine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** All engines of this node. Any thread. */
final class Engines implements AutoCloseable {
    private final List<Engine> all;
    private final AtomicInteger turn = new AtomicInteger();

    private Engines(List<Engine> all) {
        this.all = List.copyOf(all);
    }

    /** @throws IOException when there is no way to one of them */
    static Engines start(RtpengineSettings settings, ScheduledExecutorService timer) throws IOException {
        List<Engine> all = new ArrayList<>();
        try {
            for (var address : settings.engines()) all.add(Engine.start(address, settings, timer));
        } catch (IOException e) {
            all.forEach(Engine::close);
            throw e;
        }
        return new Engines(all);
    }

    boolean isAvailable() {
        return all.stream().anyMatch(Engine::answers);
    }

    /** That with the fewest sessions of ours, by turns where there are several; null when no other answers. */
    @Nullable
    Engine choose(Set<Engine> except) {
        int first = turn.getAndIncrement();
        List<Engine> inTurn = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) inTurn.add(all.get(Math.floorMod(first + i, all.size())));
        return inTurn.stream()
                .filter(engine -> engine.answers() && !except.contains(engine))
                .min(Comparator.comparingInt(Engine::load))
                .orElse(null);
    }

    @Override
    public void close() {
        all.forEach(Engine::close);
    }
}
