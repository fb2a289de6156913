package esg.media.rtpengine;

import static org.assertj.core.api.Assertions.assertThat;

import esg.media.relay.MediaFigures.Stream;
import esg.media.relay.MediaRelay.End;
import esg.media.rtpengine.Value.Dictionary;
import esg.media.rtpengine.Value.Items;
import esg.media.rtpengine.Value.Text;
import esg.media.rtpengine.Value.Whole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What rtpengine 10.5 tells, as far as it is read. */
class ReportTest {
    private static Dictionary endpoint(String address, long port) {
        return new Dictionary(Map.of("address", new Text(address), "port", new Whole(port)));
    }

    private static Dictionary stream(String flag, Dictionary endpoint, long packets, long errors) {
        return new Dictionary(Map.of(
                "flags",
                Items.of(flag, "filled"),
                "endpoint",
                endpoint,
                "advertised endpoint",
                endpoint,
                "last packet",
                new Whole(1_700_000_000),
                "stats",
                new Dictionary(Map.of(
                        "packets", new Whole(packets),
                        "bytes", new Whole(172 * packets),
                        "errors", new Whole(errors)))));
    }

    private static Dictionary media(long index, String type, Items flags, Dictionary... streams) {
        return new Dictionary(Map.of(
                "index",
                new Whole(index),
                "type",
                new Text(type),
                "flags",
                flags,
                "streams",
                new Items(List.of(streams))));
    }

    private static Report report(Dictionary caller, Dictionary callee) {
        var tags = new Dictionary(Map.of(
                "caller", new Dictionary(Map.of("medias", new Items(List.of(caller)))),
                "callee", new Dictionary(Map.of("medias", new Items(List.of(callee))))));
        return Report.read(new Dictionary(Map.of("tags", tags)));
    }

    private static final Items BOTH_WAYS = Items.of("initialized", "send", "recv");

    @Test
    void tellsOfEachLineWhatCameFromItsEnd() {
        var report = report(
                media(
                        1,
                        "audio",
                        BOTH_WAYS,
                        stream("RTP", endpoint("192.0.2.7", 4000), 60, 10),
                        stream("RTCP", endpoint("192.0.2.7", 4001), 3, 0)),
                media(1, "audio", BOTH_WAYS, stream("RTP", endpoint("2001:db8::7", 5000), 0, 0)));
        assertThat(report.figures().streams())
                .containsExactly(
                        new Stream(
                                End.CALLER, 0, "audio", "192.0.2.7:4000", 50, 172 * 60, 0, 0, 10, 1_700_000_000_000L),
                        new Stream(End.CALLEE, 0, "audio", "", 0, 0, 0, 0, 0, 0));
        assertThat(report.packets(End.CALLER)).isEqualTo(50);
        assertThat(report.isHeld()).isFalse();
    }

    @Test
    void anAddressOfIpv6StandsInBrackets() {
        var heard = media(1, "audio", BOTH_WAYS, stream("RTP", endpoint("2001:db8::7", 5000), 1, 0));
        assertThat(report(heard, heard).figures().streams().getFirst().from()).isEqualTo("[2001:db8::7]:5000");
    }

    @Test
    void whereNoLineGoesBothWaysThereIsAHold() {
        var speaks = media(1, "audio", Items.of("recv"), stream("RTP", endpoint("192.0.2.7", 4000), 0, 0));
        var listens = media(1, "audio", Items.of("send"), stream("RTP", endpoint("192.0.2.8", 4000), 0, 0));
        var report = report(speaks, listens);
        assertThat(report.isHeld()).isTrue();
        assertThat(report.speaks(End.CALLER)).isTrue();
        assertThat(report.speaks(End.CALLEE)).isFalse();
    }

    @Test
    void aLineThatEndedCountsForNothing() {
        var ended = media(2, "video", BOTH_WAYS, stream("RTP", endpoint("192.0.2.7", 0), 0, 0));
        assertThat(report(ended, ended).isHeld()).isTrue();
        assertThat(report(ended, ended).speaks(End.CALLER)).isFalse();
    }

    @Test
    void anAnswerThatTellsNothingIsNoFailure() {
        assertThat(Report.read(Dictionary.EMPTY).figures().streams()).isEmpty();
        assertThat(report(Dictionary.EMPTY, Dictionary.EMPTY).figures().streams())
                .hasSize(2);
    }
}
