package esg.media.sdp;

import esg.media.sdp.MediaLine.Choice;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Our side of one session: a socket for audio, and what we have said of it. Answers offers and makes them (RFC 3264). Confined to its
 * call.
 */
public final class LocalAudio {
    private static final String ANY_TIME = "0 0";
    private static final int EVENTS_WE_OFFER = 101;

    private final InetAddress address;
    private final int port;
    private final Origin origin;

    /**
     * Begins with nothing said.
     *
     * @param at where we listen, as the peer is to know it
     * @param id of the session, unique for us (RFC 8866 §5.2)
     */
    public LocalAudio(InetSocketAddress at, long id) {
        this.address = at.getAddress();
        this.port = at.getPort();
        this.origin = new Origin(address, id);
    }

    /** Everything we speak, both ways. */
    public String offer() {
        var all = new ArrayList<String>();
        all.add("t=" + ANY_TIME);
        all.add("m=audio " + port + " RTP/AVP " + Codec.PCMA.payloadType() + " " + Codec.PCMU.payloadType() + " "
                + EVENTS_WE_OFFER);
        for (var codec : List.of(Codec.PCMA, Codec.PCMU)) all.add(rtpmap(codec.payloadType(), codec.encoding()));
        events(all, EVENTS_WE_OFFER);
        all.add("a=ptime:20");
        all.add("a=" + Direction.SENDRECV.token());
        return say(all);
    }

    /**
     * Answers: the first audio we can speak is taken, every other stream is refused by port 0 (§6). Of its codecs the peer's favourite is
     * taken, with its key presses.
     */
    public Outcome answer(Description description) {
        if (description instanceof Description.Unreadable(var why)) return new Outcome.Refused(why);
        var offer = (Description.Session) description;
        int at = first(offer.media());
        var taken = at < 0 ? null : offer.media().get(at);
        if (taken == null && !hasEnded(offer)) return new Outcome.Refused(missing(offer));
        if (taken != null && isOtherFamily(taken)) return new Outcome.Refused("no common address family");
        var lines = new ArrayList<String>();
        var times = offer.times().isEmpty() ? List.of(ANY_TIME) : offer.times();
        for (var time : times) lines.add("t=" + time);
        for (int i = 0; i < offer.media().size(); i++) {
            var line = offer.media().get(i);
            var choice = line.choice();
            if (i == at && choice.isPresent()) accept(lines, line, choice.get());
            else lines.add("m=" + line.kind() + " 0 " + line.protocol() + " " + String.join(" ", line.formats()));
        }
        var sdp = say(lines);
        return stream(taken)
                .<Outcome>map(audio -> new Outcome.Agreed(sdp, audio))
                .orElseGet(() -> new Outcome.WithoutAudio(sdp));
    }

    /** Place of the first line we can speak; -1 when there is none. */
    private static int first(List<MediaLine> media) {
        for (int i = 0; i < media.size(); i++) {
            if (media.get(i).isUsable() && media.get(i).choice().isPresent()) return i;
        }
        return -1;
    }

    /** Reads the answer to our offer; empty when it takes none of it. */
    public static Optional<AudioStream> agreed(Description answer) {
        if (!(answer instanceof Description.Session session)) return Optional.empty();
        return session.media().stream().filter(MediaLine::isUsable).findFirst().flatMap(LocalAudio::stream);
    }

    private static Optional<AudioStream> stream(@Nullable MediaLine line) {
        if (line == null) return Optional.empty();
        return line.choice()
                .map(choice -> new AudioStream(choice.codec(), choice.payloadType(), line.remote(), ours(line)));
    }

    /** Whoever listens at 0.0.0.0 is not to be sent anything, whatever else it says (§8.4). */
    private static Direction ours(MediaLine line) {
        var ours = line.direction().reversed();
        return line.isNowhere() ? ours.withoutSending() : ours;
    }

    /** Whether all there was of audio has ended: a stream's port is 0 in an offer only then. */
    private static boolean hasEnded(Description.Session offer) {
        var audio = offer.media().stream().filter(MediaLine::isAudio).toList();
        return !audio.isEmpty() && audio.stream().allMatch(line -> line.port() == 0);
    }

    private static String missing(Description.Session offer) {
        return offer.media().stream().anyMatch(MediaLine::isUsable)
                ? "neither PCMA nor PCMU offered"
                : "no audio over RTP/AVP offered";
    }

    private boolean isOtherFamily(MediaLine line) {
        var listens = MediaLine.literal(line.host());
        return listens != null && listens instanceof Inet6Address != address instanceof Inet6Address;
    }

    private void accept(List<String> lines, MediaLine line, Choice choice) {
        var events = line.events();
        lines.add("m=audio " + port + " RTP/AVP " + choice.payloadType()
                + events.map(type -> " " + type).orElse(""));
        lines.add(rtpmap(choice.payloadType(), choice.codec().encoding()));
        events.ifPresent(type -> events(lines, type));
        lines.add("a=ptime:20");
        lines.add("a=" + ours(line).token());
    }

    private static void events(List<String> lines, int type) {
        lines.add(rtpmap(type, "telephone-event/8000"));
        lines.add("a=fmtp:" + type + " 0-15");
    }

    private static String rtpmap(int type, String encoding) {
        return "a=rtpmap:" + type + " " + encoding;
    }

    private String say(List<String> lines) {
        var rest = String.join("\r\n", lines) + "\r\n";
        return "v=0\r\n" + origin.line(rest) + "\r\ns=-\r\nc=" + Origin.at(address) + "\r\n" + rest;
    }
}
