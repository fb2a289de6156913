package esg.esg.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import esg.esg.drill.Owners.Owner;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What monitors and logs say. */
class ReadingTest {
    @Test
    void ownersAreThoseOfNodesThatAnswer() throws JsonProcessingException {
        var monitor = new ObjectMapper().readTree("""
            {"resultcode": 0, "data": {"sites": [{"site": "main_site", "servers": [
              {"srvidx": 1, "online": true, "regs": [
                {"code": "d000001", "regstate": "registered", "ownersince": "1970-01-01T00:00:01.500Z"}]},
              {"srvidx": 2, "online": false, "regs": []},
              {"srvidx": 3, "online": true, "regs": [
                {"code": "d000002", "regstate": "failed", "ownersince": "1970-01-01T00:00:02Z"},
                {"code": "d000001", "regstate": "registering", "ownersince": "1970-01-01T00:00:01Z"}]}]}]}}\
            """);
        var owners = Owners.from(monitor);
        assertThat(owners.owners()).isEqualTo(Map.of(1, new Owner(1, 1500), 2, new Owner(3, 2000)));
        assertThat(owners.registered()).isEqualTo(1);
        assertThat(owners.spread()).isEqualTo(Map.of(1, 1L, 3, 1L));
    }

    @Test
    void logsSayWhenAccountsWereLetGo() {
        var today = LocalDate.of(2026, 3, 4);
        var times = HandedOver.in(
                List.of(
                        "18:03:07.123 INFO  AccountActor account handed over account=drill.local/d000042 ",
                        "18:03:07.200 INFO  AccountActor account left account=drill.local/d000043 ",
                        "18:03:07.300 INFO  AccountActor account handed over account=other/reg1 "),
                today);
        var at = today.atTime(18, 3, 7, 123_000_000)
                .atZone(ZoneId.systemDefault())
                .toInstant();
        assertThat(times).isEqualTo(Map.of(42, at.toEpochMilli()));
        assertThat(Instant.ofEpochMilli(times.getOrDefault(42, 0L))).isEqualTo(at);
    }

    @Test
    void namesAreNumbers() {
        assertThat(Names.account(Names.of(17))).isEqualTo(17);
        assertThat(Names.account("reg1")).isEqualTo(-1);
    }
}
