package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.domain.account.AccountId;
import esg.domain.cdr.Cdr;
import esg.domain.cdr.Cdr.Leg;
import esg.domain.cdr.EndedBy;
import esg.trunk.call.CallView;
import esg.trunk.cdr.Cdrs;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call, answered or not, is one record that says what both its ends were told. */
class RecordsTest extends CallFixture {
    private static final String NODE = "esg1@127.0.0.1";
    private final List<Supplier<CallView>> over = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        gateway.book.whenEnded(over::add);
        gateway.book.whenRefused(over::add);
        gateway.rule(Map.of(
                "direction",
                "in",
                "providercode",
                "p1",
                "priority",
                1,
                "match",
                Map.of("from", "/reg/2(.*)"),
                "set",
                Map.of("fromuser", "+4920{1}", "touser", "7{to.user}")));
    }

    private Cdr record() {
        await("a record").until(() -> !over.isEmpty());
        assertThat(over).hasSize(1);
        return Cdrs.of(over.getFirst().get(), NODE);
    }

    private String at(Peer peer) {
        return "udp:" + peer.at();
    }

    @Test
    void anAnsweredCallTellsBothLegs() {
        var talk = talk();
        hangUp(talk, 2);
        var record = record();
        assertThat(record.account()).isEqualTo(new AccountId(Gateway.D, "p1"));
        assertThat(record.direction()).isEqualTo("in");
        assertThat(record.node()).isEqualTo(NODE);
        assertThat(record.callerName()).isEqualTo("Some One");
        assertThat(record.route()).isEqualTo("rule");
        assertThat(record.received()).isEqualTo(new Leg(talk.ok().callId(), "200", "100", at(provider)));
        assertThat(record.sent()).isEqualTo(new Leg(talk.received().callId(), "+492000", "7100", at(platform)));
        assertThat(record.end()).isEqualTo(new Cdr.End(200, "caller hung up", EndedBy.CALLER));
        assertThat(record.codec()).isEqualTo("PCMA");
        assertThat(record.media()).as("media passes by").isNull();
        var times = record.times();
        assertThat(times.rang()).isNull();
        assertThat(times.answered()).isNotNull().isBetween(times.began(), times.ended());
        assertThat(record.id()).matches("[0-9a-f]{32}");
    }

    @Test
    void aRefusalOfTheCalleeIsTheCallees() {
        invite(Peer.SDP);
        var received = platform.request("INVITE");
        platform.answer(received, inside, 180, "");
        provider.response(180);
        platform.answer(received, inside, 486, "");
        provider.response(486);
        var record = record();
        assertThat(record.end().code()).isEqualTo(486);
        assertThat(record.end().by()).isEqualTo(EndedBy.CALLEE);
        assertThat(record.times().rang()).isNotNull();
        assertThat(record.times().answered()).isNull();
        assertThat(record.times().talkMillis()).isZero();
    }

    @Test
    void aCallTakenBackIsTheCallers() {
        invite(Peer.SDP);
        var received = platform.request("INVITE");
        platform.answer(received, inside, 180, "");
        provider.response(180);
        var cancel = lines("CANCEL sip:100@127.0.0.1 SIP/2.0", provider, "1 INVITE", "");
        for (int i = 0; i < cancel.length; i++) cancel[i] = cancel[i].replace("CSeq: 1 INVITE", "CSeq: 1 CANCEL");
        provider.send(outside, "", cancel);
        platform.answer(platform.request("CANCEL"), inside, 200, "");
        platform.answer(received, inside, 487, "");
        provider.response(487);
        var record = record();
        assertThat(record.end()).isEqualTo(new Cdr.End(487, "cancelled by the caller", EndedBy.CALLER));
    }

    @Test
    void aFullAccountIsARecordToo() {
        gateway.account(Map.of("code", "p1", "domain", "127.0.0.3", "proxyport", provider.port(), "trunks", 0));
        invite(Peer.SDP);
        provider.response(486);
        var record = record();
        assertThat(record.end())
                .isEqualTo(new Cdr.End(486, "EB2B. Trunk limit of the account is reached", EndedBy.PLATFORM));
        assertThat(record.sent()).isEqualTo(Leg.NONE);
        assertThat(record.received().called()).isEqualTo("100");
    }

    @Test
    void aCallOutOfNoRouteIsOneWithoutAnAccount() {
        platform.send(inside, Peer.SDP, lines("INVITE sip:999@" + Gateway.D + " SIP/2.0", platform, "1 INVITE", ""));
        platform.response(404);
        var record = record();
        assertThat(record.account()).isEqualTo(new AccountId(Gateway.D, ""));
        assertThat(record.direction()).isEqualTo("internal");
        assertThat(record.end()).isEqualTo(new Cdr.End(404, "EB2B. No route", EndedBy.PLATFORM));
    }

    /** Each account that was asked has one: the call went by the second. */
    @Test
    void aSecondAccountIsAnAttemptOfItsOwn() {
        gateway.account(Map.of("code", "p0", "domain", "127.0.0.3", "proxyport", provider.port(), "trunks", 0));
        gateway.route(
                Map.of("name", "cheap", "priority", 1, "origin", "subscriber", "action", "external", "target", "p0"));
        gateway.route(
                Map.of("name", "dear", "priority", 2, "origin", "subscriber", "action", "external", "target", "p1"));
        platform.send(inside, Peer.SDP, lines("INVITE sip:100@" + Gateway.D + " SIP/2.0", platform, "1 INVITE", ""));
        provider.answer(provider.request("INVITE"), outside, 603, "");
        platform.response(603);
        await().until(() -> over.size() == 2);
        var records = over.stream().map(call -> Cdrs.of(call.get(), NODE)).toList();
        assertThat(records).extracting(one -> one.account().code()).containsExactly("p0", "p1");
        assertThat(records).extracting(Cdr::attempt).containsExactly(0, 1);
        assertThat(records).extracting(Cdr::route).containsExactly("cheap", "dear");
        assertThat(records).extracting(one -> one.end().code()).containsExactly(486, 603);
        assertThat(records).extracting(Cdr::id).doesNotHaveDuplicates();
        assertThat(records.getLast().sent().called()).isEqualTo("100");
        assertThat(records.getLast().sent().peer()).isEqualTo(at(provider));
    }

    @Test
    void whoeverFitsNoAccountLeavesNone() {
        platform.send(outside, Peer.SDP, lines("INVITE sip:100@127.0.0.1 SIP/2.0", platform, "1 INVITE", ""));
        platform.response(404);
        assertThat(over).isEmpty();
    }

    @Test
    void oneHungUpByAPersonSaysSo() {
        var talk = talk();
        gateway.book.hangUp(talk.ok().callId(), "hung up by the operator");
        provider.answer(provider.request("BYE"), outside, 200, "");
        platform.answer(platform.request("BYE"), inside, 200, "");
        assertThat(record().end()).isEqualTo(new Cdr.End(200, "hung up by the operator", EndedBy.OPERATOR));
    }
}
