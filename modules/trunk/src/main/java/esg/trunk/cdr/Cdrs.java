package esg.trunk.cdr;

import static java.nio.charset.StandardCharsets.UTF_8;

import esg.domain.cdr.Cdr;
import esg.domain.cdr.Cdr.End;
import esg.domain.cdr.Cdr.Heard;
import esg.domain.cdr.Cdr.Leg;
import esg.domain.cdr.Cdr.Media;
import esg.domain.cdr.Cdr.Times;
import esg.domain.cdr.EndedBy;
import esg.media.relay.MediaFigures;
import esg.media.relay.MediaRelay;
import esg.media.sdp.AgreedCodec;
import esg.sip.message.SipUri;
import esg.trunk.call.CallFacts;
import esg.trunk.call.CallView;
import esg.trunk.call.Dialogs.Party;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Records of calls. */
public final class Cdrs {
    /** What peers write is as long as they like; more of it helps nobody, and an index of the database takes no more. */
    private static final int LONGEST = 255;

    private static final int ID_BYTES = 16;
    private static final Pattern REASON_TEXT = Pattern.compile("text=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final byte[] SILENT = {};

    private Cdrs() {}

    /**
     * Of a call that has ended.
     *
     * @param node that writes it
     */
    public static Cdr of(CallView call, String node) {
        var facts = call.detail().facts();
        var account = call.account();
        var ended = Objects.requireNonNullElse(call.ended(), call.started());
        var rang = facts.rang() == 0 ? null : Instant.ofEpochMilli(facts.rang());
        var by = Objects.requireNonNullElse(call.detail().by(), EndedBy.PLATFORM);
        int code = call.code() == null ? 0 : call.code();
        return new Cdr(
                id(call),
                account,
                account.code().isEmpty() ? "internal" : call.direction(),
                node,
                facts.attempt(),
                text(facts.route()),
                text(facts.name()),
                received(call),
                sent(facts.far()),
                new Times(call.started(), rang, call.answered(), ended),
                new End(code, text(reason(call.reason())), by),
                text(codec(call)),
                media(call));
    }

    /** A Call-ID alone may come again, and a try by another account has the same. Another node knows the same of it. */
    private static String id(CallView call) {
        var key = call.account() + "\n" + call.id() + "\n" + call.started().toEpochMilli();
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, ID_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private static Leg received(CallView call) {
        var facts = call.detail().facts();
        var callId = call.callIds().isEmpty() ? call.id() : call.callIds().getFirst();
        var dialled = facts.dialled().isEmpty() ? call.to() : facts.dialled();
        return new Leg(text(callId), text(call.from()), text(dialled), facts.peer());
    }

    private static Leg sent(CallFacts.@Nullable Far far) {
        if (far == null) return Leg.NONE;
        var uri = SipUri.parse(far.uri());
        var user = uri == null ? "" : uri.userDecoded();
        // Without a number of its own it leaves with the dialled one beside it (NRM-03).
        var called = user.isEmpty() ? far.calledParty() : user;
        return new Leg(text(far.callId()), text(far.from()), text(called), far.peer());
    }

    /** The words of a Reason header of ours (RFC 3326); all else as it is. */
    private static String reason(@Nullable String reason) {
        if (reason == null) return "";
        var text = REASON_TEXT.matcher(reason);
        return reason.startsWith("SIP;") && text.find() ? text.group(1).replaceAll("\\\\(.)", "$1") : reason;
    }

    private static String codec(CallView call) {
        var sdp = call.detail().sdp();
        var callee = sdp.getOrDefault(Party.CALLEE, SILENT);
        return AgreedCodec.of(callee, sdp.getOrDefault(Party.CALLER, SILENT));
    }

    private static @Nullable Media media(CallView call) {
        if (call.media().streams().isEmpty()) return null;
        var caller = heard(call.media(), MediaRelay.End.CALLER);
        var callee = heard(call.media(), MediaRelay.End.CALLEE);
        boolean nothing = call.answered() != null && caller.packets() + callee.packets() == 0;
        return new Media(caller, callee, nothing ? "both" : call.dumb());
    }

    private static Heard heard(MediaFigures figures, MediaRelay.End end) {
        long packets = 0;
        long lost = 0;
        double jitter = 0;
        for (var stream : figures.streams()) {
            if (stream.end() != end || !stream.kind().equals("audio")) continue;
            packets += stream.packets();
            lost += stream.lost();
            jitter = Math.max(jitter, stream.jitter());
        }
        return new Heard(packets, lost, Math.round(jitter * 10) / 10.0);
    }

    /** As a database can take it: no NUL, no half of a character, no more than {@link #LONGEST}. */
    private static String text(String said) {
        boolean plain =
                said.length() <= LONGEST && said.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c));
        if (plain) return said;
        var kept = new StringBuilder();
        said.codePoints()
                .filter(c -> c != 0 && (c > 0xFFFF || !Character.isSurrogate((char) c)))
                .takeWhile(c -> kept.length() < LONGEST)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
