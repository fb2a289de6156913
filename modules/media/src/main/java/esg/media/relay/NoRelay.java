package esg.media.relay;

import esg.media.relay.MediaRelay.End;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Of a node without a media gateway: calls that need one are refused. */
public enum NoRelay implements MediaRelay, MediaSession {
    HERE;

    @Override
    public MediaSession open(String id, Map<End, Rules> rules, MediaWatch watch) {
        return this;
    }

    @Override
    public boolean isAvailable() {
        return false;
    }

    @Override
    public CompletionStage<byte[]> offer(End from, byte[] sdp) {
        return failed();
    }

    @Override
    public CompletionStage<byte[]> answer(End from, byte[] sdp) {
        return failed();
    }

    private static CompletionStage<byte[]> failed() {
        return CompletableFuture.failedFuture(
                new MediaFailure(MediaFailure.Kind.ENGINE, "this node has no media gateway"));
    }

    @Override
    public void rejected() {}

    @Override
    public boolean dial(End to, char digit, int millis) {
        return false;
    }

    @Override
    public MediaFigures figures() {
        return MediaFigures.NONE;
    }

    @Override
    public void close() {}
}
