package esg.media.rtpengine;

import esg.media.relay.MediaFigures;
import esg.media.relay.MediaFigures.Stream;
import esg.media.relay.MediaRelay.End;
import java.util.ArrayList;
import java.util.List;

/** What an engine tells of a session, to {@code query} and at its end. */
record Report(List<Line> lines) {
    Report {
        lines = List.copyOf(lines);
    }

    /**
     * One m= line of one end.
     *
     * @param open whether it has a port
     * @param speaks whether the end may send, as agreed
     * @param listens whether it is sent something, as agreed
     */
    record Line(Stream stream, boolean open, boolean speaks, boolean listens) {}

    static Report read(Value.Dictionary said) {
        List<Line> lines = new ArrayList<>();
        for (var end : End.values()) {
            var medias = said.dictionary("tags").dictionary(NgRequests.tag(end)).dictionaries("medias");
            for (var media : medias) lines.add(line(end, media));
        }
        return new Report(lines);
    }

    private static Line line(End end, Value.Dictionary media) {
        var rtp = media.dictionaries("streams").stream()
                .filter(stream -> !stream.items("flags").has("RTCP"))
                .findFirst()
                .orElse(Value.Dictionary.EMPTY);
        var stats = rtp.dictionary("stats");
        long dropped = stats.number("errors"); // they are among its packets
        long packets = Math.max(0, stats.number("packets") - dropped);
        boolean heard = packets > 0; // before, what it tells is when the session began
        var flags = media.items("flags"); // as the engine sees it
        return new Line(
                new Stream(
                        end,
                        Math.toIntExact(Math.clamp(media.number("index") - 1, 0, Integer.MAX_VALUE)),
                        media.text("type"),
                        heard ? address(rtp.dictionary("endpoint")) : "",
                        packets,
                        stats.number("bytes"),
                        0,
                        0,
                        dropped,
                        heard ? rtp.number("last packet") * 1000 : 0),
                rtp.dictionary("advertised endpoint").number("port") > 0,
                flags.has("recv"),
                flags.has("send"));
    }

    private static String address(Value.Dictionary endpoint) {
        var address = endpoint.text("address");
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + endpoint.number("port");
    }

    MediaFigures figures() {
        return new MediaFigures(lines.stream().map(Line::stream).toList());
    }

    /** All that has come from that end. */
    long packets(End end) {
        return lines.stream()
                .filter(line -> line.stream.end() == end)
                .mapToLong(line -> line.stream.packets())
                .sum();
    }

    /** Whether that end is to speak. */
    boolean speaks(End end) {
        return lines.stream().anyMatch(line -> line.stream.end() == end && line.open && line.speaks);
    }

    /** Whether no line goes both ways. */
    boolean isHeld() {
        return lines.stream().noneMatch(line -> line.open && line.speaks && line.listens);
    }
}
