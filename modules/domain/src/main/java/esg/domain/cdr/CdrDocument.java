package esg.domain.cdr;

import esg.domain.account.AccountId;
import esg.domain.cdr.Cdr.End;
import esg.domain.cdr.Cdr.Heard;
import esg.domain.cdr.Cdr.Leg;
import esg.domain.cdr.Cdr.Media;
import esg.domain.cdr.Cdr.Times;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record as JSON has it: flat, so that a line of a file has the same fields. */
record CdrDocument(Map<String, Object> fields) {
    /** Always with three places, so that texts sort and fixed formats fit. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** All there may be, in order; docs/records.md says what each means. */
    static final List<String> NAMES = List.of(
            "id",
            "d",
            "account",
            "direction",
            "node",
            "attempt",
            "route",
            "caller",
            "callername",
            "called",
            "callerout",
            "calledout",
            "began",
            "rang",
            "answered",
            "ended",
            "setupms",
            "duration",
            "code",
            "reason",
            "endedby",
            "callid",
            "callidout",
            "peer",
            "peerout",
            "codec",
            "callerpackets",
            "callerlost",
            "callerjitter",
            "calleepackets",
            "calleelost",
            "calleejitter",
            "unheard");

    static Map<String, Object> write(Cdr cdr) {
        var doc = new LinkedHashMap<String, Object>();
        doc.put("id", cdr.id());
        doc.put("d", cdr.account().d());
        doc.put("account", cdr.account().code());
        doc.put("direction", cdr.direction());
        doc.put("node", cdr.node());
        doc.put("attempt", cdr.attempt());
        doc.put("route", cdr.route());
        doc.put("caller", cdr.received().caller());
        doc.put("callername", cdr.callerName());
        doc.put("called", cdr.received().called());
        doc.put("callerout", cdr.sent().caller());
        doc.put("calledout", cdr.sent().called());
        times(doc, cdr.times());
        doc.put("code", cdr.end().code());
        doc.put("reason", cdr.end().reason());
        doc.put("endedby", cdr.end().by().token());
        doc.put("callid", cdr.received().callId());
        doc.put("callidout", cdr.sent().callId());
        doc.put("peer", cdr.received().peer());
        doc.put("peerout", cdr.sent().peer());
        doc.put("codec", cdr.codec());
        var media = cdr.media();
        if (media == null) return doc;
        heard(doc, "caller", media.caller());
        heard(doc, "callee", media.callee());
        doc.put("unheard", media.unheard());
        return doc;
    }

    private static void times(Map<String, Object> doc, Times times) {
        doc.put("began", TIME.format(times.began()));
        put(doc, "rang", times.rang());
        put(doc, "answered", times.answered());
        doc.put("ended", TIME.format(times.ended()));
        var setup = times.setupMillis();
        if (setup != null) doc.put("setupms", setup);
        doc.put("duration", BigDecimal.valueOf(times.talkMillis(), 3));
    }

    private static void put(Map<String, Object> doc, String name, @Nullable Instant at) {
        if (at != null) doc.put(name, TIME.format(at));
    }

    private static void heard(Map<String, Object> doc, String end, Heard heard) {
        doc.put(end + "packets", heard.packets());
        doc.put(end + "lost", heard.lost());
        doc.put(end + "jitter", BigDecimal.valueOf(heard.jitter()).setScale(1, RoundingMode.HALF_UP));
    }

    Cdr read() {
        return new Cdr(
                text("id"),
                new AccountId(text("d"), text("account")),
                text("direction"),
                text("node"),
                (int) number("attempt"),
                text("route"),
                text("callername"),
                new Leg(text("callid"), text("caller"), text("called"), text("peer")),
                new Leg(text("callidout"), text("callerout"), text("calledout"), text("peerout")),
                new Times(required("began"), instant("rang"), instant("answered"), required("ended")),
                new End((int) number("code"), text("reason"), EndedBy.of(text("endedby"))),
                text("codec"),
                fields.containsKey("unheard") ? new Media(heard("caller"), heard("callee"), text("unheard")) : null);
    }

    private Heard heard(String end) {
        return new Heard(number(end + "packets"), number(end + "lost"), decimal(end + "jitter"));
    }

    private String text(String name) {
        return String.valueOf(fields.getOrDefault(name, ""));
    }

    private long number(String name) {
        return fields.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private double decimal(String name) {
        return fields.get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    private Instant required(String name) {
        var at = instant(name);
        if (at == null) throw new IllegalArgumentException("a record without " + name);
        return at;
    }

    private @Nullable Instant instant(String name) {
        var text = text(name);
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + " is no time: " + text, e);
        }
    }
}
