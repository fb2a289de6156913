package esg.domain.account;

import esg.domain.form.Checked;
import esg.domain.form.Fields;
import esg.domain.pattern.Pattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Document of an account to record and back (PRV-10..28, A-01, A-05). A field may stand under the place or the name
 * that the original leaves open ({@code trunkcount}, {@code opts.media}); it is written back under the canonical one.
 */
public final class AccountForm {
    /** Would end the user part or the address it stands in: {@code <sip:user@domain>}. */
    private static final String BREAKS_USER = "<>\"@:";

    private static final String BREAKS_CODE = "<>\"@/;,";
    /** Of d and code together: they name the account's actor and what is kept of it, in 255 characters. */
    private static final int LONGEST_KEY = 240;

    private static final int WEEK_SECONDS = 604_800;
    private static final int MOST = 1_000_000;

    private AccountForm() {}

    /** The account, or everything that is wrong with the document. */
    public static Checked<Account> read(Map<String, Object> doc) {
        var fields = new Fields(canonical(doc));
        var opts = fields.object("opts");
        var account = account(fields, opts);
        if (account.reg()) {
            if (account.username().isEmpty()) fields.refuseOnce("username", "is required when reg is true");
            if (account.pwd().isEmpty()) fields.refuseOnce("pwd", "is required when reg is true");
        }
        if (account.d().length() + account.code().length() > LONGEST_KEY) {
            fields.refuse("code", "d and code together may not be longer than " + LONGEST_KEY + " characters");
        }
        if (!account.media() && account.opts().media().srtp()) {
            opts.refuse("srtp", "needs media true"); // nobody else would encrypt
        }
        if (!account.media() && !account.reinvite()) {
            fields.refuse("reinvite", "media and reinvite may not both be false"); // PRV-27
        }
        if (account.pingmode() == PingMode.STUN && account.transport() != Transport.UDP) {
            fields.refuse(
                    "pingmode", "stun needs transport udp; over tcp and tls take options or crlf"); // RFC 5626 §3.5
        }
        opts.refuseUnknown();
        fields.refuseUnknown();
        return fields.check(() -> account);
    }

    private static Account account(Fields fields, Fields opts) {
        return new Account(
                fields.id("id"),
                fields.host("d", true),
                code(fields),
                fields.text("name", ""),
                fields.flag("enabled", true),
                fields.word("username", BREAKS_USER),
                Secret.of(fields.text("pwd", "")),
                fields.host("domain", true),
                fields.flag("reg", true),
                fields.wholeOrNull("trunks", 0, MOST),
                fields.host("proxyaddr", false),
                fields.whole("proxyport", 5060, 1, 65_535),
                fields.oneOf("transport", Transport.UDP, "udp, tcp, tls", Transport::of),
                fields.oneOf("pingmode", PingMode.DISABLED, "disabled, options, crlf, stun", PingMode::of),
                pingServer(fields),
                fields.whole("pingtimeout", 30, 1, WEEK_SECONDS),
                fields.wholes("serveridxs", List.of(), 0, Integer.MAX_VALUE),
                fields.flag("media", false),
                fields.flag("reinvite", true),
                fields.patterns("extaddrs", Pattern::address),
                fields.whole("expires", 3600, 1, WEEK_SECONDS),
                fields.wholeOrNull("cpslimit", 1, MOST),
                fields.word("listener", BREAKS_USER),
                OptsForm.read(opts));
    }

    private static String code(Fields fields) {
        var code = fields.word("code", BREAKS_CODE);
        if (code.isEmpty()) fields.refuseOnce("code", "is required");
        return code;
    }

    private static String pingServer(Fields fields) {
        var server = fields.text("pingsrv", "");
        if (server.isEmpty()) return server;
        int colon = server.lastIndexOf(':');
        boolean bareV6 = colon != server.indexOf(':') && !server.startsWith("[");
        boolean port = !bareV6 && colon > server.indexOf(']');
        if (!Fields.isHost(port ? server.substring(0, colon) : server)
                || (port && !server.substring(colon + 1).matches("[0-9]{1,5}"))) {
            fields.refuse("pingsrv", "must be host or host:port");
        }
        return server;
    }

    /** Fields from the other names and places that are read, moved to their own; also those of a patch, nulls included. */
    public static Map<String, Object> canonical(Map<String, Object> doc) {
        var moved = new LinkedHashMap<String, Object>(doc);
        move(moved, "trunkcount", moved, "trunks");
        var opts = new LinkedHashMap<String, Object>();
        if (doc.get("opts") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> opts.put(String.valueOf(name), value));
        } else if (doc.get("opts") != null) {
            return moved; // refused by the reader
        }
        for (var name : List.of("extaddrs", "media", "reinvite")) move(opts, name, moved, name);
        move(moved, "extusernames", opts, "extusernames");
        if (!opts.isEmpty()) moved.put("opts", opts);
        else if (doc.get("opts") != null) moved.remove("opts");
        return moved;
    }

    /** Both places with different values: the alias stays where it is and is refused as unknown. */
    private static void move(Map<String, Object> from, String name, Map<String, Object> to, String own) {
        if (!from.containsKey(name)) return;
        var value = from.get(name);
        var there = to.get(own);
        if (there == null) to.put(own, value);
        if (there == null || Objects.equals(there, value)) from.remove(name);
    }

    /** The document: canonical names, order of the design; without the password, and without what is unlimited. */
    public static Map<String, Object> write(Account account) {
        var doc = new LinkedHashMap<String, Object>();
        doc.put("id", account.id());
        doc.put("d", account.d());
        doc.put("code", account.code());
        doc.put("name", account.name());
        doc.put("enabled", account.enabled());
        doc.put("username", account.username());
        doc.put("domain", account.domain());
        doc.put("reg", account.reg());
        putLimit(doc, "trunks", account.trunks());
        doc.put("proxyaddr", account.proxyaddr());
        doc.put("proxyport", account.proxyport());
        doc.put("transport", account.transport().token());
        doc.put("pingmode", account.pingmode().token());
        doc.put("pingsrv", account.pingsrv());
        doc.put("pingtimeout", account.pingtimeout());
        doc.put("serveridxs", account.serveridxs());
        doc.put("media", account.media());
        doc.put("reinvite", account.reinvite());
        doc.put("extaddrs", account.extaddrs().stream().map(Pattern::text).toList());
        doc.put("expires", account.expires());
        putLimit(doc, "cpslimit", account.cpslimit());
        doc.put("listener", account.listener());
        doc.put("opts", OptsForm.write(account.opts()));
        return doc;
    }

    private static void putLimit(Map<String, Object> doc, String field, @Nullable Integer limit) {
        if (limit != null) doc.put(field, limit);
    }
}
