package esg.trunk.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.sip.message.Headers;
import esg.sip.transport.Reflexive;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** an account whose node finds out that the world sees it elsewhere. */
class SeenElsewhereTest {
    private static final InetAddress SERVER = InetAddress.getLoopbackAddress();

    private final AccountNode node = new AccountNode();

    @AfterEach
    void close() {
        node.close();
    }

    private String contact(int index) {
        return String.valueOf(node.provider.register(index).header(Headers.CONTACT));
    }

    private void awaitRegisters(int count) {
        await().until(() -> node.provider.registers().size() >= count);
    }

    @Test
    void movesItsBindingThereInOneRequestAndStays() {
        var actor = node.start(Map.of());
        await().until(node::accepted);
        var listener = node.edge.transport().listeners().getFirst();
        var before = "<sip:provider@127.0.0.1:" + node.port() + ">";
        assertThat(contact(1)).isEqualTo(before);

        listener.seenAs(new Reflexive(
                listener.bound(), new InetSocketAddress(InetAddress.ofLiteral("203.0.113.7"), 40_000), SERVER));
        actor.tell(new AccountCommand.Look());
        awaitRegisters(3);
        assertThat(contact(2)).isEqualTo("<sip:provider@203.0.113.7:40000>, " + before + ";expires=0");
        assertThat(node.provider.register(2).header(Headers.VIA)).startsWith("SIP/2.0/UDP 203.0.113.7:40000;");

        await().until(() -> contact(node.provider.registers().size() - 1).contains("203.0.113.7") && node.accepted());
        node.change(actor, Map.of("expires", 1800));
        await().until(() -> "1800"
                .equals(node.provider
                        .register(node.provider.registers().size() - 1)
                        .header(Headers.EXPIRES)));
        assertThat(contact(node.provider.registers().size() - 1)).isEqualTo("<sip:provider@203.0.113.7:40000>");
        assertThat(node.provider.registers().stream()
                        .map(one -> String.valueOf(one.header(Headers.CONTACT)))
                        .filter(one -> one.contains("expires=0")))
                .as("moved once, asked for its digest at most once more")
                .hasSizeLessThanOrEqualTo(2);
    }
}
