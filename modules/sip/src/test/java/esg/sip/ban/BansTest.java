package esg.sip.ban;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import esg.domain.ban.Offence;
import esg.domain.ban.PinnedBan;
import esg.domain.ban.Sources;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SEC-01, SEC-02, BRD-10: bans of a node, by the settings it ships with. */
class BansTest {
    private static final InetAddress SCANNER = address("198.51.100.66");
    private static final InetAddress PROVIDER = address("203.0.113.1");
    private static final int BUDGET = 30;

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final List<Imposed> imposed = new ArrayList<>();
    private final Bans bans = bans("");

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }

    private Bans bans(String more) {
        var settings = BanSettings.from(ConfigFactory.parseString(more).withFallback(ConfigFactory.load()));
        var made = new Bans(settings, () -> now);
        made.announce("esg1@127.0.0.1", imposed::add);
        return made;
    }

    private static void offend(Bans bans, InetAddress source, int times) {
        for (int i = 0; i < times; i++) bans.charge(source, Offence.UNKNOWN_ACCOUNT);
    }

    private static PinnedBan pinned(String address, Optional<Instant> until) {
        return new PinnedBan(Objects.requireNonNull(Sources.read(address)), until, "a note");
    }

    @Test
    void dropsWhoSpendsItsBudgetForAMinute() {
        offend(bans, SCANNER, BUDGET);
        assertThat(bans.drops(SCANNER)).isFalse();
        offend(bans, SCANNER, 1);
        assertThat(bans.drops(SCANNER)).isTrue();
        assertThat(bans.drops(address("198.51.100.67"))).as("a neighbour").isFalse();
        assertThat(imposed).containsExactly(new Imposed("198.51.100.66", Duration.ofMinutes(1), "unknown-account:31"));
        now = now.plusSeconds(59);
        assertThat(bans.drops(SCANNER)).isTrue();
        now = now.plusSeconds(1);
        assertThat(bans.drops(SCANNER)).isFalse();
        assertThat(bans.dropped()).isEqualTo(2);
    }

    @Test
    void neverDropsAddressesOfAccountsOrThoseThatHaveProvenThemselves() {
        bans.standings().known(PROVIDER::equals);
        bans.vouch(SCANNER);
        offend(bans, PROVIDER, 1_000);
        offend(bans, SCANNER, 1_000);
        assertThat(bans.drops(PROVIDER)).isFalse();
        assertThat(bans.drops(SCANNER)).isFalse();
        assertThat(bans.list(10)).extracting(BanView::alarms).containsExactly(3, 3);
        now = now.plus(Duration.ofHours(25));
        offend(bans, SCANNER, BUDGET + 1);
        assertThat(bans.drops(SCANNER)).as("a day later nobody speaks for it").isTrue();
    }

    @Test
    void holdsNothingAgainstTheGatewaysOwn() {
        bans.standings().own(PROVIDER::equals);
        offend(bans, PROVIDER, 1_000);
        offend(bans, address("127.0.0.1"), 1_000);
        offend(bans, address("::1"), 1_000);
        assertThat(bans.list(10)).isEmpty();
        offend(bans, address("127.0.0.66"), BUDGET + 1);
        assertThat(bans.drops(address("127.0.0.66")))
                .as("loopback is not exempt as a whole")
                .isTrue();
    }

    @Test
    void anIpv6SenderCannotMoveInsideItsNetworkButDoesNotTakeAProviderWithIt() {
        for (int i = 0; i <= BUDGET; i++) offend(bans, address("2001:db8::" + Integer.toHexString(i + 1)), 1);
        assertThat(bans.drops(address("2001:db8::ffff"))).isTrue();
        assertThat(bans.drops(address("2001:db8:0:1::1"))).isFalse();
        bans.standings().known(address("2001:db8::ffff")::equals);
        assertThat(bans.drops(address("2001:db8::ffff"))).isFalse();
        assertThat(bans.drops(address("2001:db8::fffe"))).isTrue();
    }

    @Test
    void whoBecomesSomebodyIsLetInAgain() {
        offend(bans, PROVIDER, BUDGET + 1);
        assertThat(bans.drops(PROVIDER)).isTrue();
        bans.standings().known(PROVIDER::equals);
        bans.review();
        assertThat(bans.drops(PROVIDER)).isFalse();
    }

    @Test
    void aLiftedBanIsForgottenWithAllThatLedToIt() {
        offend(bans, SCANNER, BUDGET + 1);
        assertThat(bans.lift("198.51.100.66")).isTrue();
        assertThat(bans.drops(SCANNER)).isFalse();
        assertThat(bans.list(10)).isEmpty();
        assertThat(bans.lift("198.51.100.66")).isFalse();
        offend(bans, SCANNER, BUDGET);
        assertThat(bans.drops(SCANNER)).as("its budget is full again").isFalse();
    }

    @Test
    void pinnedBansStandAsLongAsTheirDocuments() {
        bans.pin(List.of(
                pinned("198.51.100.66", Optional.empty()),
                pinned("203.0.113.1", Optional.of(now.plusSeconds(60))),
                pinned("127.0.0.1", Optional.empty())));
        assertThat(bans.drops(SCANNER)).isTrue();
        assertThat(bans.drops(PROVIDER)).isTrue();
        assertThat(bans.drops(address("127.0.0.1"))).as("exempt").isFalse();
        bans.lift("198.51.100.66");
        assertThat(bans.drops(SCANNER)).isTrue();
        now = now.plusSeconds(60);
        assertThat(bans.drops(PROVIDER)).isFalse();
        bans.pin(List.of());
        assertThat(bans.drops(SCANNER)).isFalse();
    }

    @Test
    void pinnedBansSpeakForKnownOnesAndOutlastOthers() {
        bans.standings().known(PROVIDER::equals);
        bans.pin(List.of(pinned("203.0.113.1", Optional.empty()), pinned("198.51.100.66", Optional.empty())));
        bans.review();
        assertThat(bans.drops(PROVIDER)).isTrue();
        offend(bans, SCANNER, BUDGET + 1);
        now = now.plus(Duration.ofMinutes(2));
        assertThat(bans.drops(SCANNER)).isTrue();
    }

    @Test
    void followsOtherNodesButNotAgainstItsOwnPeers() {
        bans.standings().known(PROVIDER::equals);
        var ban = new Imposed("198.51.100.66", Duration.ofMinutes(5), "stray:31");
        bans.adopt(ban, "esg2@127.0.0.1");
        bans.adopt(new Imposed("203.0.113.1", Duration.ofMinutes(5), "stray:31"), "esg2@127.0.0.1");
        assertThat(bans.drops(SCANNER)).isTrue();
        assertThat(bans.drops(PROVIDER)).isFalse();
        assertThat(imposed).as("what another has told is not told on").isEmpty();
        assertThat(bans.list(10)).extracting(BanView::node).containsExactly("esg2@127.0.0.1");
    }

    @Test
    void listsTheMostSevereFirst() {
        offend(bans, PROVIDER, 2);
        offend(bans, SCANNER, BUDGET + 1);
        bans.pin(List.of(pinned("192.0.2.9", Optional.empty())));
        bans.drops(SCANNER);
        assertThat(bans.list(10))
                .containsExactly(
                        new BanView(
                                "192.0.2.9", BanView.State.PINNED, Map.of(), Optional.empty(), 0, 0, 0, "", "a note"),
                        new BanView(
                                "198.51.100.66",
                                BanView.State.BANNED,
                                Map.of(Offence.UNKNOWN_ACCOUNT, 31),
                                Optional.of(now.plusSeconds(60)),
                                1,
                                1,
                                0,
                                "esg1@127.0.0.1",
                                ""),
                        new BanView(
                                "203.0.113.1",
                                BanView.State.WATCHED,
                                Map.of(Offence.UNKNOWN_ACCOUNT, 2),
                                Optional.empty(),
                                0,
                                0,
                                0,
                                "",
                                ""));
        assertThat(bans.list(2)).extracting(BanView::state).containsExactly(BanView.State.PINNED, BanView.State.BANNED);
    }

    @Test
    void aFloodOfSourcesCannotFillTheMemoryNorPushPinnedBansOut() {
        var small = bans("esg.bans { max-banned = 10, budget.size = 1 }");
        small.pin(List.of(pinned("192.0.2.9", Optional.empty())));
        for (int i = 0; i < 1_000; i++) offend(small, address("198.18." + i / 256 + "." + i % 256), 2);
        assertThat(small.list(100_000).stream().filter(view -> view.state() != BanView.State.WATCHED))
                .hasSize(10);
        assertThat(small.drops(address("192.0.2.9"))).isTrue();
        assertThat(small.drops(address("198.18.3.231"))).as("the last one").isTrue();
    }

    @Test
    void switchedOffItHoldsNothingAgainstAnybodyButWhatOperatorsSayStands() {
        var off = bans("esg.bans.enabled = off");
        offend(off, SCANNER, 1_000);
        off.adopt(new Imposed("198.51.100.66", Duration.ofMinutes(5), ""), "esg2@127.0.0.1");
        assertThat(off.drops(SCANNER)).isFalse();
        off.pin(List.of(pinned("198.51.100.66", Optional.empty())));
        assertThat(off.drops(SCANNER)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "strangers = some",
                "budget.size = 0",
                "known-budget.refill = 0 s",
                "terms = []",
                "terms = [10 ms]",
                "weights.stray = -1",
                "exempt = [10.0.0.0/33]",
                "max-watched = 0"
            })
    void aWrongSettingIsNamed(String line) {
        var key = "esg.bans." + line.substring(0, line.indexOf(' '));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> bans("esg.bans." + line))
                .isInstanceOf(com.typesafe.config.ConfigException.class)
                .hasMessageContaining(key);
    }
}
