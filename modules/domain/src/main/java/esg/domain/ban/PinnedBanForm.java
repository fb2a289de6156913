package esg.domain.ban;

import esg.domain.form.Checked;
import esg.domain.form.Fields;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Documents of pinned bans: as they are asked for, {@code {address, minutes | permanent, note}}, and as they are kept, with {@code until}. */
public final class PinnedBanForm {
    private static final int LONGEST_MINUTES = 10 * 366 * 24 * 60;

    private PinnedBanForm() {}

    /** What a client asks for at this moment, or everything that is wrong with it. */
    public static Checked<PinnedBan> asked(Map<String, Object> doc, Instant now) {
        var fields = new Fields(doc);
        var source = source(fields);
        var minutes = fields.wholeOrNull("minutes", 1, LONGEST_MINUTES);
        boolean permanent = fields.flag("permanent", false);
        if (minutes == null && !permanent) fields.refuseOnce("minutes", "is required unless permanent is true");
        if (minutes != null && permanent) fields.refuse("permanent", "cannot be true where minutes are given");
        var note = fields.text("note", "");
        fields.refuseUnknown();
        var until = Optional.ofNullable(minutes)
                .map(Duration::ofMinutes)
                .map(term -> now.plus(term).truncatedTo(ChronoUnit.SECONDS));
        return checked(fields, source, until, note);
    }

    /** What {@link #write} made. */
    public static Checked<PinnedBan> read(Map<String, Object> doc) {
        var fields = new Fields(doc);
        var source = source(fields);
        var until = until(fields);
        var note = fields.text("note", "");
        fields.refuseUnknown();
        return checked(fields, source, until, note);
    }

    /** The document that is kept. */
    public static Map<String, Object> write(PinnedBan ban) {
        var doc = new LinkedHashMap<String, Object>();
        doc.put("address", ban.id());
        ban.until().ifPresent(until -> doc.put("until", until.toString()));
        doc.put("note", ban.note());
        return doc;
    }

    private static Checked<PinnedBan> checked(
            Fields fields, @Nullable InetAddress source, Optional<Instant> until, String note) {
        return fields.check(() -> {
            if (source == null) throw new IllegalStateException("no address, and nobody said so");
            return new PinnedBan(source, until, note);
        });
    }

    private static @Nullable InetAddress source(Fields fields) {
        var text = fields.required("address");
        if (text.isEmpty()) return null;
        var source = Sources.read(text);
        if (source == null) fields.refuse("address", "must be an IPv4 or IPv6 address, not " + text);
        return source;
    }

    private static Optional<Instant> until(Fields fields) {
        var text = fields.text("until", "");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException _) {
            fields.refuse("until", "must be a time such as 2026-01-02T03:04:05Z");
            return Optional.empty();
        }
    }
}
