package esg.trunk.call;

import esg.domain.normalize.CallNumbers;
import esg.domain.normalize.Normalized;
import esg.domain.pattern.Hosts;
import esg.sip.message.Address;
import esg.sip.transport.Side;
import esg.trunk.call.SecondLeg.Plan;
import esg.trunk.leg.Leg;
import esg.trunk.refer.ReferTo.Callee;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where somebody is called whom a REFER names: on the side it came from, by that side's numbers (REF-02), in the name of who stays. */
final class Referred {
    private Referred() {}

    /** Whether a host is of the referrer's side, or ours: nobody sends our calls anywhere else. */
    static boolean isNear(Callee callee, Leg referrer, OwnAccount own, String d) {
        if (callee.host().isEmpty()) return true;
        var dialog = referrer.state();
        var hosts = new ArrayList<>(List.of(d));
        Stream.of(dialog.contact(), dialog.local(), dialog.remote(), "<" + dialog.target() + ">")
                .map(address -> Address.parse(address).host())
                .forEach(hosts::add);
        var served = own.served();
        if (served != null && referrer.path.side() == Side.OUTSIDE) {
            hosts.add(served.account().domain());
            hosts.add(served.account().nextHopHost());
        }
        var wanted = Hosts.canonical(callee.host());
        return hosts.stream().anyMatch(host -> Hosts.canonical(host).equals(wanted));
    }

    /** Ways to try in order; none when there is none. */
    static List<Attempt> ways(Talking.Parts parts, Leg referrer, Callee callee) {
        var own = parts.account();
        var served = own.served();
        var shown = Address.parse(referrer.state().local()); // as the referrer knows who stays
        var d = parts.record().account().d();
        var name = shown.displayName() == null ? "" : shown.displayName();
        if (referrer.path.side() == Side.OUTSIDE) {
            if (served == null) return List.of();
            var domain = served.account().domain();
            var from = shown.user().isEmpty() ? served.account().username() : shown.user();
            var numbers = new CallNumbers(from, name, domain, callee.user(), domain, callee.user(), null);
            return List.of(Attempts.outside(served, new Normalized(numbers, Map.of(), "")));
        }
        var numbers = new CallNumbers(shown.user(), name, d, callee.user(), d, callee.user(), null);
        if (isOurs(callee, referrer, d)) {
            var account = served == null ? null : served.account();
            var plan = parts.services().secondLeg().referred(d, account, numbers);
            if (plan instanceof Plan.Targets(var targets)) {
                return targets.stream()
                        .map(target -> Attempts.inside(target, numbers, Map.of()))
                        .toList();
            }
        }
        return List.of(Attempts.beside(referrer, callee, numbers));
    }

    private static boolean isOurs(Callee callee, Leg referrer, String d) {
        var host = Hosts.canonical(callee.host());
        var us = Address.parse(referrer.contact).host();
        return host.isEmpty() || host.equals(Hosts.canonical(d)) || host.equals(Hosts.canonical(us));
    }
}
