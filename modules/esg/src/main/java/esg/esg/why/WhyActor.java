package esg.esg.why;

import static java.nio.charset.StandardCharsets.UTF_8;

import esg.admin.why.Refused;
import esg.admin.why.Why.Unreadable;
import esg.domain.pattern.Pattern;
import esg.esg.nodes.Packed;
import esg.esg.why.WhyCommand.Document;
import esg.esg.why.WhyCommand.Told;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks for the INVITEs its node refused. */
final class WhyActor {
    /** Its name under {@code /system}, the same on every node. */
    static final String NAME = "esg-why";

    /** Bytes of an answer: a frame between nodes has 256 KiB, and one INVITE alone, with bytes that are no text, up to 192. */
    private static final int FITS = 120_000;

    /** Field names and numbers of one INVITE. */
    private static final int FRAME = 300;

    private static final byte[] NOTHING = {};
    private static final Logger log = LoggerFactory.getLogger(WhyActor.class);

    private WhyActor() {}

    static Behavior<WhyCommand> create(OwnRefused own) {
        return Behaviors.receiveMessage(command -> {
            switch (command) {
                case WhyCommand.Tell(long before, var replyTo) -> replyTo.tell(told(own, before));
                case WhyCommand.Show(long number, var replyTo) -> replyTo.tell(document(own, own.shown(number)));
                case WhyCommand.Explain(long number, var replyTo) ->
                    own.explained(number)
                            .handle((found, failure) ->
                                    failure == null ? document(own, found) : failed(own, number, failure))
                            .thenAccept(replyTo::tell);
            }
            return Behaviors.same();
        });
    }

    private static Told told(OwnRefused own, long before) {
        var page = new ArrayList<Refused>();
        int filled = 0;
        long next = 0;
        for (var one : (Iterable<Refused>) own.refused(before)::iterator) {
            filled += weight(one);
            if (!page.isEmpty() && filled > FITS) {
                next = number(page.getLast());
                break;
            }
            page.add(one);
        }
        var server = own.server();
        var patterns = server.patterns().stream().map(Pattern::text).toList();
        return new Told(own.node(), server.exact(), patterns, page, next);
    }

    private static long number(Refused one) {
        return RefusedId.of(one.id(), one.node()).orElseThrow().number();
    }

    private static int weight(Refused one) {
        var fields = one.fields();
        return FRAME
                + bytes(one.id(), one.node(), one.source(), one.reason(), one.callId())
                + bytes(fields.toUser(), fields.toHost(), fields.fromUser(), fields.fromHost())
                + bytes(fields.contactUser(), fields.contactHost());
    }

    private static int bytes(String... texts) {
        int bytes = 0;
        for (var text : texts) bytes += text.getBytes(UTF_8).length;
        return bytes;
    }

    private static Document document(OwnRefused own, Optional<Map<String, Object>> found) {
        if (found.isEmpty()) return new Document(NOTHING, "");
        var packed = Packed.of(found.get());
        if (packed.length <= Packed.FITS) return new Document(packed, "");
        return new Document(NOTHING, "the answer of " + own.node() + " is too long to be handed on; ask it there");
    }

    private static Document failed(OwnRefused own, long number, Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof Unreadable) return new Document(NOTHING, String.valueOf(cause.getMessage()));
        log.warn("refused invite not explained number={}", number, cause);
        return new Document(NOTHING, "cannot be explained by " + own.node() + "; its log says why");
    }
}
