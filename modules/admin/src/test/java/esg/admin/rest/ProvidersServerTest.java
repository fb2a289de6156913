package esg.admin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.AccountId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts as they are now, by HTTP (MON-01). */
class ProvidersServerTest extends AdminFixture {
    private static final String LIST = "/api/monitor/v1/providers";

    @Test
    void listsWhatIsConfiguredThoughNobodyServesIt() throws Exception {
        var data = JSON.readTree(send("GET", LIST, "").body()).get("data");
        assertThat(data.get("total").asInt()).isEqualTo(6);
        assertThat(data.at("/counts/unserved").asInt()).isEqualTo(5);
        assertThat(data.at("/counts/disabled").asInt()).isEqualTo(2);
        assertThat(data.at("/providers/5/id").asText())
                .as("not wanted, so last")
                .isEqualTo("acme/off");
        assertThat(data.at("/providers/0/node").isNull()).isTrue();
        var page = send("GET", LIST + "?q=U-P&sort=-code&limit=1&offset=1", "").body();
        assertThat(JSON.readTree(page).at("/data/providers").findValuesAsText("id"))
                .containsExactly("acme/p2p");
    }

    @Test
    void showsOne() throws Exception {
        assertThat(JSON.readTree(send("GET", LIST + "/acme/p2p", "").body())
                        .at("/data/regstate")
                        .asText())
                .isEqualTo("disabled");
        assertThat(problem(send("GET", LIST + "/acme/none", ""), 404)
                        .path("detail")
                        .asText())
                .isEqualTo("There is no account acme/none");
        problem(send("GET", LIST + "/acme", ""), 404);
        problem(send("GET", LIST + "/acme/pbx/other", ""), 404);
        problem(send("POST", LIST + "/acme/pbx", "{}"), 405);
        problem(send("POST", LIST, "{}"), 405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"state=bad", "sort=pwd", "limit=501", "limit=-1", "offset=x"})
    void whatCannotBeAskedForIsNamed(String query) throws Exception {
        var refused = problem(send("GET", LIST + "?" + query, ""), 400);
        assertThat(refused.at("/errors/0/field").asText()).isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @Test
    void anAccountIsToldToRegister() throws Exception {
        assertThat(send("POST", LIST + "/acme/pbx/register", "").statusCode()).isEqualTo(202);
        assertThat(providers.registered).containsExactly(new AccountId("acme", "pbx"));
        assertThat(access.audit.last().action()).isEqualTo("register");
        assertThat(access.audit.last().key()).isEqualTo("pbx");
        problem(send("GET", LIST + "/acme/pbx/register", ""), 405);
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
        off      | 409 | is disabled
        p2p      | 409 | point-to-point
        unserved | 409 | Nobody serves acme/unserved
        changed  | 409 | no registration
        silent   | 503 | the instance that serves acme/silent does not answer
        none     | 404 | There is no account acme/none
        """)
    void whyAnAccountDoesNotRegisterIsSaid(String code, int status, String why) throws Exception {
        var refused = problem(send("POST", LIST + "/acme/" + code + "/register", ""), status);
        assertThat(refused.path("detail").asText()).contains(why);
    }
}
