package esg.trunk.call;

import esg.domain.Rejection;
import esg.domain.account.Account;
import esg.media.relay.MediaFailure;
import esg.media.relay.MediaRelay;
import esg.media.relay.MediaRelay.End;
import esg.media.relay.MediaSession;
import esg.media.relay.MediaWatch;
import esg.media.relay.Rules;
import esg.sip.transport.Flow;
import esg.trunk.call.Dialogs.Party;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The media gateway's part in one call: a session that either end is told of in the other's place. Speaks to both by the address their
 * signalling leaves from (MED-05). Confined to the call.
 */
final class Anchor {
    private static final Logger log = LoggerFactory.getLogger(Anchor.class);

    /** Hears what came of it, on the loop of the call. */
    interface Result {
        void described(byte[] sdp);

        void failed(Rejection why);
    }

    private final ActorRef<CallCommand> self;
    private final MediaRelay relay;
    private final CallRecord record;
    private final Account account;
    private final Map<End, InetAddress> addresses = new EnumMap<>(End.class);
    private @Nullable MediaSession session;

    /** @param account whose media is ours */
    Anchor(ActorRef<CallCommand> self, MediaRelay relay, CallRecord record, Account account) {
        this.self = self;
        this.relay = relay;
        this.record = record;
        this.account = account;
    }

    /** Null where the account leaves media to the ends (MED-01). */
    static @Nullable Anchor of(
            ActorRef<CallCommand> self, MediaRelay relay, CallRecord record, @Nullable Account account) {
        return account == null || !account.media() ? null : new Anchor(self, relay, record, account);
    }

    boolean endsReinvites() {
        return !account.reinvite();
    }

    /** See {@link Descriptions#tellsByInfo}. */
    @Nullable
    Party tellsByInfo() {
        var provider = record.isIncoming() ? Party.CALLER : Party.CALLEE;
        return switch (account.opts().media().dtmf()) {
            case PASS -> null;
            case INFO -> provider;
            case RFC4733 -> provider.other();
        };
    }

    /** A party is reached this way; the first word counts, as ports that were told stay where they are. */
    void at(Party party, Flow flow) {
        var remote = flow.remote().getAddress();
        addresses.putIfAbsent(end(party), flow.listener().advertised(remote).getAddress());
    }

    void offer(Party from, byte[] sdp, Result then) {
        if (addresses.isEmpty()) then.failed(Rejection.MEDIA_LIMIT); // no way to either end is known
        else hear(session().offer(end(from), sdp), then);
    }

    void answer(Party from, byte[] sdp, Result then) {
        if (addresses.isEmpty()) then.failed(Rejection.MEDIA_LIMIT);
        else hear(session().answer(end(from), sdp), then);
    }

    void rejected() {
        if (session != null) session.rejected();
    }

    /** False where the other end knows no telephone events, or nothing was agreed so far. */
    boolean dial(Party to, char digit, int millis) {
        return session != null && session.dial(end(to), digit, millis);
    }

    void close() {
        var closed = session;
        if (closed == null) return;
        closed.close();
        record.media(closed::figures);
    }

    private MediaSession session() {
        var begun = session;
        if (begun != null) return begun;
        var rules = new EnumMap<End, Rules>(End.class);
        for (var end : End.values()) rules.put(end, rules(end));
        begun = relay.open(record.id(), rules, new Watch(self));
        session = begun;
        record.media(begun::figures);
        return begun;
    }

    /** Codecs the provider is not to be offered are not offered by the inside either, unless somebody translates. */
    private Rules rules(End end) {
        var address = addresses.get(end);
        if (address == null) address = addresses.get(end.other());
        if (address == null) throw new IllegalStateException("no way to either end is known");
        boolean provider = end == end(record.isIncoming() ? Party.CALLER : Party.CALLEE);
        var options = account.opts().media();
        var codecs = provider || !relay.transcodes() ? options.codecs() : List.<String>of();
        return new Rules(address, codecs, provider ? options.ptime() : 0, provider && options.srtp());
    }

    private void hear(CompletionStage<byte[]> stage, Result then) {
        var future = stage.toCompletableFuture();
        if (future.isDone()) {
            settle(future, then);
            return;
        }
        stage.whenComplete((_, _) -> self.tell(new CallCommand.Described(() -> settle(future, then))));
    }

    private void settle(CompletableFuture<byte[]> done, Result then) {
        byte[] sdp;
        try {
            sdp = done.join();
        } catch (CompletionException failure) {
            then.failed(rejection(failure.getCause()));
            return;
        }
        then.described(sdp);
    }

    private Rejection rejection(@Nullable Throwable why) {
        log.info(
                "media not relayed reason=\"{}\" callid={} account={}",
                String.valueOf(why),
                record.id(),
                account.key());
        boolean description = why instanceof MediaFailure failure && failure.kind() == MediaFailure.Kind.DESCRIPTION;
        return description ? Rejection.UNSUPPORTED_MEDIA : Rejection.MEDIA_LIMIT;
    }

    static End end(Party party) {
        return party == Party.CALLER ? End.CALLER : End.CALLEE;
    }

    static Party party(End end) {
        return end == End.CALLER ? Party.CALLER : Party.CALLEE;
    }

    /** Tells the call, on whatever thread it is told. */
    private record Watch(ActorRef<CallCommand> self) implements MediaWatch {
        @Override
        public void silent() {
            self.tell(new CallCommand.Unheard());
        }

        @Override
        public void lost(String why) {
            self.tell(new CallCommand.MediaLost("media gateway: " + why));
        }

        @Override
        public void oneWay(End dumb) {
            self.tell(new CallCommand.OneWay(party(dumb)));
        }

        @Override
        public void dialled(End from, char digit, int millis) {
            self.tell(new CallCommand.Dialled(party(from), digit, millis));
        }
    }
}
