package esg.domain.account;

import esg.domain.account.CallOptions.EarlyMedia;
import esg.domain.account.CallOptions.Identity;
import esg.domain.account.CallOptions.Redirect;
import esg.domain.account.CallOptions.Refresher;
import esg.domain.account.CallOptions.Tokens;
import esg.domain.account.MediaOptions.Dtmf;
import esg.domain.form.Fields;
import esg.domain.pattern.Pattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The {@code opts} of an account's document; what says the same as its absence is not written. */
final class OptsForm {
    private static final int MOST_TRUNKS = 1_000_000;

    /** RFC 4028 §4: less may be refused by anybody. */
    private static final int LEAST_SESSION_SECONDS = 90;

    private static final int DAY_SECONDS = 86_400;
    private static final int LONGEST_PACKET_MILLIS = 200;

    private OptsForm() {}

    static Account.Opts read(Fields opts) {
        return new Account.Opts(
                opts.patterns("extusernames", Pattern::user),
                opts.wholeOrNull("intrunks", 0, MOST_TRUNKS),
                opts.wholeOrNull("outtrunks", 0, MOST_TRUNKS),
                calls(opts),
                media(opts));
    }

    private static CallOptions calls(Fields opts) {
        var absent = CallOptions.DEFAULT;
        int seconds = opts.whole("sessionexpires", absent.sessionexpires(), 0, DAY_SECONDS);
        if (seconds > 0 && seconds < LEAST_SESSION_SECONDS)
            opts.refuse("sessionexpires", "must be 0 for none, or at least " + LEAST_SESSION_SECONDS + " seconds");
        return new CallOptions(
                opts.oneOf("redirect", absent.redirect(), "pass, follow", Redirect::of),
                opts.oneOf("earlymedia", absent.earlymedia(), "pass, ringing", EarlyMedia::of),
                opts.flag("rel100", absent.rel100()),
                opts.oneOf("identity", absent.identity(), "from, pai, rpid", Identity::of),
                seconds,
                opts.oneOf("refresher", absent.refresher(), "auto, self, peer", Refresher::of));
    }

    private static MediaOptions media(Fields opts) {
        var absent = MediaOptions.DEFAULT;
        return new MediaOptions(
                opts.tokens("codecs"),
                opts.whole("ptime", absent.ptime(), 0, LONGEST_PACKET_MILLIS),
                opts.flag("srtp", absent.srtp()),
                opts.oneOf("dtmf", absent.dtmf(), "pass, info, rfc4733", Dtmf::of));
    }

    static Map<String, Object> write(Account.Opts opts) {
        var doc = new LinkedHashMap<String, Object>();
        doc.put("extusernames", opts.extusernames().stream().map(Pattern::text).toList());
        put(doc, "intrunks", opts.intrunks(), null);
        put(doc, "outtrunks", opts.outtrunks(), null);
        var calls = opts.calls();
        var usual = CallOptions.DEFAULT;
        put(doc, "redirect", Tokens.of(calls.redirect()), Tokens.of(usual.redirect()));
        put(doc, "earlymedia", Tokens.of(calls.earlymedia()), Tokens.of(usual.earlymedia()));
        put(doc, "rel100", calls.rel100(), usual.rel100());
        put(doc, "identity", Tokens.of(calls.identity()), Tokens.of(usual.identity()));
        put(doc, "sessionexpires", calls.sessionexpires(), usual.sessionexpires());
        put(doc, "refresher", Tokens.of(calls.refresher()), Tokens.of(usual.refresher()));
        var media = opts.media();
        put(doc, "codecs", media.codecs(), List.of());
        put(doc, "ptime", media.ptime(), 0);
        put(doc, "srtp", media.srtp(), false);
        put(doc, "dtmf", Tokens.of(media.dtmf()), Tokens.of(Dtmf.PASS));
        return doc;
    }

    private static void put(Map<String, Object> doc, String field, @Nullable Object value, @Nullable Object absent) {
        if (value != null && !Objects.equals(value, absent)) doc.put(field, value);
    }
}
