package esg.esg.node;

import com.typesafe.config.Config;
import esg.cluster.MemberInfo;
import esg.cluster.Members;
import esg.domain.ban.PinnedBan;
import esg.domain.config.ConfigFeed;
import esg.domain.match.ServerAddresses;
import esg.domain.pattern.Hosts;
import esg.domain.pattern.Pattern;
import esg.sip.ban.BanSettings;
import esg.sip.ban.Bans;
import esg.sip.border.Border;
import esg.sip.locate.Locator;
import esg.trunk.account.KnownSources;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorSystem;

/** Tells the bans of a node whom they must spare, and what operators have pinned, now and after every change. */
final class NodeBans {
    private static final Duration REVIEW = Duration.ofSeconds(30);

    private final Bans bans;
    private List<PinnedBan> used = List.of();

    private NodeBans(Bans bans) {
        this.bans = bans;
    }

    /**
     * Bans as the settings and operators want them; pinned ones are in force when this returns.
     *
     * @param trusted peers inside
     */
    static Bans of(Config config, List<Pattern> trusted, ConfigFeed feed) {
        var bans = new Bans(BanSettings.from(config));
        bans.standings().own(fits(trusted));
        var pins = new NodeBans(bans);
        var _ = feed.subscribe(_ -> pins.take(feed));
        pins.take(feed);
        return bans;
    }

    /** Reads them while nobody else does, so that an older state never follows a newer one. */
    private synchronized void take(ConfigFeed feed) {
        var pinned = feed.current().pinned();
        if (pinned.equals(used)) return;
        bans.pin(pinned);
        used = pinned;
    }

    /** Spares addresses of accounts and of border rules too. Needs an open edge and a running system. */
    static void know(Border border, ConfigFeed feed, Locator locator, ActorSystem<?> system) {
        var bans = border.bans();
        var accounts = KnownSources.follow(feed, locator, system.executionContext(), bans::review);
        bans.standings().known(source -> accounts.has(source) || border.names(source));
        var _ = system.scheduler()
                .scheduleAtFixedRate(
                        REVIEW,
                        REVIEW,
                        () -> {
                            accounts.resolve();
                            bans.review();
                        },
                        system.executionContext());
    }

    /** Spares this node's own addresses and all nodes of the cluster as well. */
    static void own(Bans bans, List<Pattern> trusted, ServerAddresses addresses, Members members) {
        var peers = fits(trusted);
        Set<InetAddress> here = addresses.exact().stream()
                .map(Hosts::literal)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
        bans.standings().own(source -> here.contains(source) || peers.test(source) || isNode(members, source));
        bans.review();
    }

    private static boolean isNode(Members members, InetAddress source) {
        for (MemberInfo member : members.list()) {
            if (member.reachable() && source.equals(Hosts.literal(member.host()))) return true;
        }
        return false;
    }

    private static Predicate<InetAddress> fits(List<Pattern> patterns) {
        return source -> patterns.stream().anyMatch(pattern -> pattern.matches(source));
    }
}
