package esg.sip.border;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.Transport;
import esg.domain.border.BorderFilter;
import esg.domain.border.BorderForm;
import esg.domain.border.BorderRule;
import esg.sip.ban.BanSettings;
import esg.sip.ban.Bans;
import esg.sip.message.MessageParser;
import esg.sip.message.ParseResult.Parsed;
import esg.sip.message.SipMessage;
import esg.sip.packetlog.LocalEnd;
import esg.sip.packetlog.PacketLog;
import esg.sip.transport.Flow;
import esg.sip.transport.Listener;
import esg.sip.transport.Side;
import esg.sip.transport.SomeListener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BorderTest {
    private static final InetSocketAddress SCANNER =
            new InetSocketAddress(InetAddress.ofLiteral("198.51.100.66"), 5060);
    private static final InetSocketAddress PROVIDER = new InetSocketAddress(InetAddress.ofLiteral("203.0.113.1"), 5060);
    private static final BorderRule SCANNERS =
            rule(Map.of("id", "scanners", "priority", 1, "action", "deny", "address", "198.51.100.0/24"));

    private final List<String> banned = new ArrayList<>();
    private final Listener outside = SomeListener.of(Side.OUTSIDE, Transport.UDP);
    private int second = 100;
    private final Border border = new Border(
            new PacketLog() {
                @Override
                public void sent(LocalEnd here, InetSocketAddress remote, boolean ok, byte[] packet, int worker) {}

                @Override
                public void received(LocalEnd here, InetSocketAddress remote, byte[] packet, int worker) {}

                @Override
                public void banned(Transport transport, InetSocketAddress remote, int worker) {
                    banned.add(transport.token() + " " + remote.getAddress().getHostAddress() + " " + worker);
                }
            },
            new Bans(BanSettings.OFF),
            () -> second);

    private static BorderRule rule(Map<String, Object> document) {
        return BorderForm.read(document).orThrow();
    }

    private void use(BorderRule... rules) {
        border.use(BorderFilter.of(List.of(rules)));
    }

    private Verdict judge(String startLine, InetSocketAddress source, String... more) {
        return border.judge(message(startLine, more), new Flow(outside, source, 0), 0);
    }

    private static SipMessage message(String startLine, String... more) {
        var method = startLine.startsWith("SIP/2.0") ? "REGISTER" : startLine.substring(0, startLine.indexOf(' '));
        var lines = Stream.concat(
                Stream.of(
                        startLine,
                        "Via: SIP/2.0/UDP 198.51.100.66;branch=z9hG4bK1",
                        "From: <sip:100@a.example>;tag=1",
                        "To: <sip:200@b.example>",
                        "Call-ID: c",
                        "CSeq: 1 " + method),
                Stream.of(more));
        var text = String.join("\r\n", lines.toList()) + "\r\n\r\n";
        return ((Parsed) MessageParser.parse(text.getBytes(US_ASCII))).message();
    }

    @Test
    void letsEverybodyInWithoutRules() {
        assertThat(border.admits(outside, SCANNER, 0)).isTrue();
        assertThat(judge("INVITE sip:200@b.example SIP/2.0", SCANNER)).isEqualTo(Verdict.PASS);
        assertThat(banned).isEmpty();
    }

    @Test
    void dropsBeforeALookAndSaysSo() {
        use(SCANNERS);
        assertThat(border.admits(outside, SCANNER, 3)).isFalse();
        assertThat(border.admits(outside, PROVIDER, 3)).isTrue();
        assertThat(banned).containsExactly("udp 198.51.100.66 3");
        assertThat(border.counts()).isEqualTo(Map.of("scanners", 1L));
    }

    @Test
    void leavesTheInsideAlone() {
        use(rule(Map.of("id", "all", "action", "deny")));
        var inside = SomeListener.of(Side.INSIDE, Transport.UDP);
        assertThat(border.admits(inside, SCANNER, 0)).isTrue();
        assertThat(border.judge(message("INVITE sip:1@b SIP/2.0"), new Flow(inside, SCANNER, 0), 0))
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void answersWhereTheRuleSaysSo() {
        use(rule(Map.of(
                "id",
                "r",
                "action",
                "deny",
                "address",
                "198.51.100.66",
                "denymode",
                "reject",
                "code",
                480,
                "reason",
                "not you")));
        assertThat(border.admits(outside, SCANNER, 0)).isTrue();
        assertThat(judge("INVITE sip:200@b.example SIP/2.0", SCANNER)).isEqualTo(new Verdict.Reject(480, "not you"));
        assertThat(judge("ACK sip:200@b.example SIP/2.0", SCANNER)).isEqualTo(Verdict.DROP);
        assertThat(judge("SIP/2.0 200 OK", SCANNER)).isEqualTo(Verdict.DROP);
        assertThat(border.counts()).isEqualTo(Map.of("r", 3L));
        assertThat(banned).hasSize(2);
    }

    /** BRD-06. */
    @Test
    void looksIntoARequestWhereItMust() {
        use(rule(Map.of("id", "ua", "action", "deny", "useragent", "friendly-scanner")));
        assertThat(border.admits(outside, SCANNER, 0)).isTrue();
        assertThat(judge("OPTIONS sip:b SIP/2.0", SCANNER, "User-Agent: friendly-scanner"))
                .isEqualTo(Verdict.DROP);
        assertThat(judge("OPTIONS sip:b SIP/2.0", SCANNER, "User-Agent: pbx")).isEqualTo(Verdict.PASS);
        assertThat(judge("OPTIONS sip:b SIP/2.0", SCANNER)).isEqualTo(Verdict.PASS);
        assertThat(border.counts()).isEqualTo(Map.of("ua", 1L));
    }

    /** BRD-08: only addresses say anything of a response, and a white list that knows none denies it. */
    @Test
    void filtersResponsesByAddress() {
        use(
                rule(Map.of("id", "some", "priority", 1, "action", "allow", "fromuser", "100")),
                rule(Map.of("id", "rest", "priority", 9, "action", "deny")));
        assertThat(border.admits(outside, PROVIDER, 0)).isTrue();
        assertThat(judge("SIP/2.0 200 OK", PROVIDER)).isEqualTo(Verdict.DROP);
        assertThat(judge("INVITE sip:200@b.example SIP/2.0", PROVIDER)).isEqualTo(Verdict.PASS);
        assertThat(banned).hasSize(1);
    }

    /** */
    @Test
    void sparesCallsThatStandUnlessTheirAddressIsDenied() {
        use(SCANNERS, rule(Map.of("id", "from", "priority", 2, "action", "deny", "fromuser", "100")));
        border.spare(request -> request.method().equals("BYE"));
        assertThat(judge("BYE sip:200@b.example SIP/2.0", PROVIDER)).isEqualTo(Verdict.PASS);
        assertThat(judge("INVITE sip:200@b.example SIP/2.0", PROVIDER)).isEqualTo(Verdict.DROP);
        assertThat(border.admits(outside, SCANNER, 0)).isFalse();
    }

    /** A carrier let in by more than its address goes on to be heard in its calls. */
    @Test
    void aWhiteListThatLooksIntoRequestsKeepsTheCallsItLetIn() {
        use(
                rule(Map.of("id", "carrier", "priority", 1, "action", "allow", "useragent", "carrier*")),
                rule(Map.of("id", "rest", "priority", 9, "action", "deny")));
        border.spare(request -> request.method().equals("BYE"));
        assertThat(judge("INVITE sip:200@b.example SIP/2.0", PROVIDER, "User-Agent: carrier 1"))
                .isEqualTo(Verdict.PASS);
        assertThat(judge("BYE sip:200@b.example SIP/2.0", PROVIDER)).isEqualTo(Verdict.PASS);
        assertThat(judge("INVITE sip:200@b.example SIP/2.0", PROVIDER)).isEqualTo(Verdict.DROP);
    }

    @Test
    void countsWhatNobodyCanRead() {
        use(
                rule(Map.of("id", "some", "priority", 1, "action", "allow", "fromuser", "100")),
                rule(Map.of("id", "rest", "priority", 9, "action", "deny")));
        assertThat(border.bansUnreadable(new Flow(outside, SCANNER, 0), 0)).isTrue();
        assertThat(border.counts()).containsEntry("rest", 1L);
        use();
        assertThat(border.bansUnreadable(new Flow(outside, SCANNER, 0), 0)).isFalse();
    }

    @Test
    void rulesThatStayKeepTheirCounts() {
        use(SCANNERS, rule(Map.of("id", "gone", "action", "allow", "priority", 7)));
        border.admits(outside, SCANNER, 0);
        border.admits(outside, PROVIDER, 0);
        use(SCANNERS, rule(Map.of("id", "new", "action", "allow", "priority", 7)));
        assertThat(border.counts()).isEqualTo(Map.of("scanners", 1L, "new", 0L));
    }

    @Test
    void writesAFewLinesOfEachSourceAndCountsAll() {
        use(SCANNERS);
        for (int i = 0; i < 50; i++) border.admits(outside, SCANNER, 0);
        assertThat(banned).hasSize(BannedLines.PER_SOURCE);
        second++;
        border.admits(outside, SCANNER, 0);
        assertThat(banned).hasSize(BannedLines.PER_SOURCE + 1);
        assertThat(border.counts()).isEqualTo(Map.of("scanners", 51L));
    }

    @Test
    void aFloodOfSourcesDoesNotFloodTheLog() throws Exception {
        use(rule(Map.of("id", "all", "action", "deny")));
        for (int i = 0; i < 5_000; i++) {
            var address = InetAddress.getByAddress(new byte[] {10, 0, (byte) (i >> 8), (byte) i});
            border.admits(outside, new InetSocketAddress(address, 5060), 0);
        }
        assertThat(banned).hasSize(BannedLines.PER_NODE);
        assertThat(border.counts()).isEqualTo(Map.of("all", 5_000L));
    }
}
