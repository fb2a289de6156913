package esg.esg.node;

import esg.cluster.MemberInfo;
import esg.inside.registrar.RegistrarSettings;
import esg.inside.registrar.Subscribers;

/** Joins the registrar with what it stands on. */
final class InsideSubscribers {
    private InsideSubscribers() {}

    static Subscribers open(Telephony.Parts parts) {
        var store = parts.store();
        var self = parts.settings().node();
        var identity = new Subscribers.Identity(
                self.id(),
                self.address(),
                node -> isAlive(parts, node),
                store.derivedKey("esg digest nonces"),
                store.derivedKey("esg binding tickets"));
        var sockets = parts.edge().transport();
        return Subscribers.open(
                new Subscribers.Parts(store.feed(), store.bindings(), sockets, identity),
                RegistrarSettings.from(parts.config()));
    }

    private static boolean isAlive(Telephony.Parts parts, String node) {
        return parts.members().list().stream().anyMatch(member -> member.node().equals(node) && isAlive(member));
    }

    private static boolean isAlive(MemberInfo member) {
        return member.reachable()
                && (member.state().equals("up") || member.state().equals("leaving"));
    }
}
