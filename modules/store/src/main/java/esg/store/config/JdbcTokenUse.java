package esg.store.config;

import esg.domain.access.TokenUse;
import java.time.Instant;

/** A column beside the document, written without a new revision. */
public record JdbcTokenUse(Database database) implements TokenUse {
    private static final String USED =
            "UPDATE esg_token SET lastused = ? WHERE id = ? AND (lastused IS NULL OR lastused < ?)";

    @Override
    public void used(String id, Instant at) {
        database.ask(connection -> {
            try (var update = connection.prepareStatement(USED)) {
                update.setLong(1, at.toEpochMilli());
                update.setString(2, id);
                update.setLong(3, at.toEpochMilli());
                return update.executeUpdate();
            }
        });
    }
}
