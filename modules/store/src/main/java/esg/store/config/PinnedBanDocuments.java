package esg.store.config;

import esg.domain.ban.PinnedBan;
import esg.domain.ban.PinnedBanForm;
import esg.domain.ban.Sources;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Bans that operators have imposed, listed by address; they belong to the whole platform and no domain. */
public record PinnedBanDocuments() implements Documents<PinnedBan> {
    @Override
    public String table() {
        return "esg_pinned_ban";
    }

    @Override
    public String noun() {
        return "ban";
    }

    @Override
    public String idField() {
        return "address";
    }

    @Override
    public String order() {
        return "id";
    }

    @Override
    public String id(PinnedBan ban) {
        return ban.id();
    }

    @Override
    public PinnedBan withId(PinnedBan ban, String id) {
        return new PinnedBan(Objects.requireNonNull(Sources.read(id), id), ban.until(), ban.note());
    }

    @Override
    public String tenant(PinnedBan ban) {
        return "";
    }

    @Override
    public boolean hasTenant() {
        return false;
    }

    @Override
    public Map<String, Object> columns(PinnedBan ban) {
        return Map.of("search", (ban.id() + "\n" + ban.note()).toLowerCase(Locale.ROOT));
    }

    @Override
    public List<String> unique() {
        return List.of();
    }

    @Override
    public Map<String, Object> document(PinnedBan ban) {
        return PinnedBanForm.write(ban);
    }

    @Override
    public PinnedBan read(ResultSet row) throws SQLException {
        return PinnedBanForm.read(JsonText.read(row.getString("doc"))).orThrow();
    }
}
