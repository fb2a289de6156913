import esg.media.bgmg.Bgmg;
import esg.media.bgmg.BgmgSettings;
import esg.media.bgmg.Ports;
import esg.media.relay.MediaFigures;
import esg.media.relay.MediaRelay.End;
import esg.media.relay.MediaSession;
import esg.media.relay.MediaWatch;
import esg.media.relay.Rules;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A relay with so many calls between two sockets: prints where caller and callee of each send, and at the end of its input what it has counted. */
final class RelayBench {
    public static void main(String[] args) throws IOException {
        int calls = Integer.parseInt(args[0]);
        var here = Rules.at(InetAddress.ofLiteral(args[1]));
        var settings = new BgmgSettings(Duration.ofMinutes(1), Duration.ofSeconds(5), 1, 0xb8);
        try (var bgmg = Bgmg.start(settings, new Ports(10_000, 60_000))) {
            var sessions = new ArrayList<MediaSession>();
            for (int i = 0; i < calls; i++) {
                var session = bgmg.open("bench-" + i, Map.of(End.CALLER, here, End.CALLEE, here), MediaWatch.NOBODY);
                int toCallee = port(session.offer(End.CALLER, sdp(args[2]))
                        .toCompletableFuture()
                        .join());
                int toCaller = port(session.answer(End.CALLEE, sdp(args[3]))
                        .toCompletableFuture()
                        .join());
                System.out.println(args[1] + " " + toCaller + " " + args[1] + " " + toCallee);
                sessions.add(session);
            }
            System.out.println("ready");
            while (System.in.read() >= 0) {}
            var streams = sessions.stream()
                    .flatMap(session -> session.figures().streams().stream())
                    .toList();
            System.out.println(told(streams));
        }
    }

    private static String told(List<MediaFigures.Stream> streams) {
        return "relay counted packets "
                + streams.stream().mapToLong(MediaFigures.Stream::packets).sum()
                + " lost "
                + streams.stream().mapToLong(MediaFigures.Stream::lost).sum()
                + " strangers "
                + streams.stream().mapToLong(MediaFigures.Stream::strangers).sum();
    }

    private static byte[] sdp(String at) {
        var place = at.split(":");
        return ("v=0\r\no=- 1 1 IN IP4 " + place[0] + "\r\ns=-\r\nc=IN IP4 " + place[0] + "\r\nt=0 0\r\nm=audio "
                        + place[1] + " RTP/AVP 8\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static int port(byte[] sdp) {
        var text = new String(sdp, StandardCharsets.UTF_8);
        return Integer.parseInt(text.substring(text.indexOf("m=audio ")).split(" ")[1]);
    }
}
