package esg.domain.border;

import esg.domain.account.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rules and facts for tests. */
public final class BorderRules {
    private BorderRules() {}

    /**
     * As in {@code deny 10.0.0.0/8 priority=5 method=REGISTER}: action, address ({@code *} for any), then fields; {@code id} is the whole
     * text unless given.
     */
    public static BorderRule of(String text) {
        return BorderForm.read(document(text)).orThrow();
    }

    static Map<String, Object> document(String text) {
        var words = text.split(" ");
        var doc = new LinkedHashMap<String, Object>();
        doc.put("id", text);
        doc.put("action", words[0]);
        doc.put("address", words[1]);
        for (int i = 2; i < words.length; i++) {
            var field = words[i].split("=", 2);
            doc.put(field[0], value(field[0], field[1]));
        }
        return doc;
    }

    private static Object value(String field, String text) {
        return switch (field) {
            case "priority", "port", "code" -> Integer.valueOf(text);
            case "enabled" -> Boolean.valueOf(text);
            default -> text;
        };
    }

    static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }

    /** A request from there, port 5060, UDP, from {@code sip:100@a.example} to {@code sip:200@b.example}. */
    static BorderFacts facts(String address, String method) {
        var source = new InetSocketAddress(address(address), 5060);
        return new BorderFacts(
                source, Transport.UDP, method, "100", "a.example", "200", "b.example", "friendly-scanner");
    }
}
