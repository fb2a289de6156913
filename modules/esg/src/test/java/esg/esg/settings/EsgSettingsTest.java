package esg.esg.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import esg.domain.account.Transport;
import esg.sip.tls.ClientAuth;
import esg.sip.tls.PemFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EsgSettingsTest {
    @TempDir
    Path dir = Path.of("");

    @Test
    void hasADefaultForEverything() throws StartFailure {
        var settings = EsgSettings.from(ConfigFile.load(null, List.of()));

        assertThat(settings.node().id()).isEqualTo("esg1@127.0.0.1");
        assertThat(settings.site()).isEqualTo("main_site");
        assertThat(settings.roles().esg().roleid()).isEqualTo(1);
        assertThat(settings.roles().esg().listen())
                .extracting(EsgSettings.Listen::transport, EsgSettings.Listen::port)
                .containsExactly(tuple(Transport.UDP, 5080), tuple(Transport.TCP, 5080), tuple(Transport.TLS, 5081));
        assertThat(settings.roles().sg().trusted()).containsExactly("127.0.0.1/32");
        assertThat(settings.http().port()).isEqualTo(8080);
    }

    /** PRT-02: 5080 outside, 5081 with TLS. */
    @Test
    void theSuppliedFileSaysTheSameAsTheDefaults() throws StartFailure {
        assertThat(EsgSettings.from(ConfigFile.load(Path.of("../../conf/esg.conf"), List.of())))
                .isEqualTo(EsgSettings.from(ConfigFile.load(null, List.of())));
    }

    /** PRT-04: any port for either edge. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        esg.roles.esg.listen.0.port=25080   | 25080
        esg.roles.esg.listen=[{transport=tcp,host="::1",port=7}] | 7
        """)
    void setsWhatStandsInAList(String set, int port) throws StartFailure {
        assertThat(set(set).roles().esg().listen().getFirst().port()).isEqualTo(port);
    }

    /** ALG-01, A-19. */
    @Test
    void readsWhatANodeBehindANatIsTold() throws StartFailure {
        var pairs = "{gray=172.16.0.14,white=62.85.127.4},{gray=\"fd00::1\",white=\"2001:DB8::1\"}";
        var sets = List.of(
                "esg.roles.esg.sip_alg=[" + pairs + "]",
                "esg.roles.esg.stun=[stun.example.com,\"192.0.2.9:5000\"]",
                "esg.roles.esg.stun-interval=1 minute");
        var esg = EsgSettings.from(ConfigFile.load(null, sets)).roles().esg();
        assertThat(esg.alg().outgoing("sip:172.16.0.14")).isEqualTo("sip:62.85.127.4");
        assertThat(esg.alg().outgoing("[fd00::1]")).isEqualTo("[2001:db8::1]");
        assertThat(esg.stun().servers()).hasToString("[stun.example.com:3478, 192.0.2.9:5000]");
        assertThat(esg.stun().interval()).hasMinutes(1);
    }

    @Test
    void theLogIsTextUnlessToldOtherwise() throws StartFailure {
        assertThat(EsgSettings.from(ConfigFile.load(null, List.of())).logFormat())
                .isEqualTo(LogFormat.TEXT);
        assertThat(set("esg.log.format=json").logFormat()).isEqualTo(LogFormat.JSON);
    }

    @Test
    void splitsAtTheFirstEqualsAndAppendsToLists() throws StartFailure {
        var config = ConfigFile.load(null, List.of("esg.database.user=a=b", "esg.roles.sg.trusted.1=192.0.2.0/24"));

        assertThat(config.getString("esg.database.user")).isEqualTo("a=b");
        assertThat(config.getStringList("esg.roles.sg.trusted")).containsExactly("127.0.0.1/32", "192.0.2.0/24");
    }

    @Test
    void aSetOverridesTheFileAndTheFileTheDefaults() throws Exception {
        var file = file("esg { site = fromfile, http.port = 81, data-dir = d, log-dir = ${esg.data-dir}/log }");
        var settings = EsgSettings.from(ConfigFile.load(file, List.of("esg.http.port=82")));

        assertThat(settings.site()).isEqualTo("fromfile");
        assertThat(settings.http().port()).isEqualTo(82);
        assertThat(settings.logDir()).isEqualTo(Path.of("d/log"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        esg.site=                                | esg.site: must be letters, digits, '.', '_' or '-', not ""
        esg.node.name=a/b                        | esg.node.name: must be letters, digits, '.', '_' or '-', not "a/b"
        esg.node.address=                        | esg.node.address: must not be empty
        esg.data-dir=                            | esg.data-dir: must not be empty
        esg.log-dir=                             | esg.log-dir: must not be empty
        esg.log.format=xml                       | esg.log.format: must be text or json, not "xml"
        esg.log.format={}                        | esg.log.format: wrong type: must be text
        esg.drain.calls-limit=-1s                | esg.drain.calls-limit: must not be negative
        esg.drain.calls-limit=soon               | esg.drain.calls-limit: wrong type: must be a duration such as 30 s
        esg.http.port=65536                      | esg.http.port: must be 0 to 65535, not 65536
        esg.http.port=many                       | esg.http.port: wrong type: must be a whole number, not "many"
        esg.http.port=80.5                       | esg.http.port: wrong type: must be a whole number, not "80.5"
        esg.http=8                               | esg.http: wrong type: must be an object in braces
        esg.cluster.port=-1                      | esg.cluster.port: must be 0 to 65535, not -1
        esg.cluster.seed-nodes=x                 | esg.cluster.seed-nodes: wrong type: must be a list of texts
        esg.roles.esg.roleid=0                   | esg.roles.esg.roleid: must be 1 to 2147483647, not 0
        esg.roles.esg.unbound=maybe              | esg.roles.esg.unbound: wrong type: must be on or off
        esg.roles.esg.listen=[1]                 | esg.roles.esg.listen: wrong type: must be a list of objects in braces
        esg.roles.esg.listen.0.transport=sctp    | esg.roles.esg.listen.0.transport: must be udp, tcp or tls, not "sctp"
        esg.roles.esg.listen.1.host=example.com  | esg.roles.esg.listen.1.host: must be an IPv4 or IPv6 address, not "example.com"
        esg.roles.esg.listen=[{transport=udp,host="::",port=9},{transport=udp,host="::",port=9}] | esg.roles.esg.listen.1.port: another listener of this role has the same transport, host and port
        esg.roles.esg.listen=[{transport=udp,host=0.0.0.0}] | esg.roles.esg.listen.0.port: is missing
        esg.roles.esg.listen=[{transport=udp,host="::",prot=9}] | esg.roles.esg.listen.0.prot: no such key; there are name, transport, host, port
        esg.roles.esg.listen.0.cert=a.pem        | esg.roles.esg.listen.0.cert: no such key; there are name, transport, host, port
        esg.roles.esg.listen.2.prot=9            | there are name, transport, host, port, cert, key, ca, client-auth
        esg.roles.esg.listen.2.cert=a.pem        | esg.roles.esg.listen.2.cert: needs its key beside it
        esg.roles.esg.listen.2.client-auth=need  | esg.roles.esg.listen.2.client-auth: needs ca
        esg.roles.esg.listen.2.client-auth=maybe | esg.roles.esg.listen.2.client-auth: must be none, want or need, not "maybe"
        esg.roles.esg.listen=[{transport=tcp,host="::",port=9},{transport=tls,host="::",port=9}] | esg.roles.esg.listen.1.port: another listener of this role has the same transport, host and port
        esg.tls.key=a.pem                        | esg.tls.key: needs its cert beside it
        esg.tls.client-auth=want                 | esg.tls.client-auth: needs ca
        esg.tls.verify=maybe                     | esg.tls.verify: wrong type: must be on or off
        esg.roles.esg.listen.0.name=a b          | esg.roles.esg.listen.0.name: must be letters, digits, '.', '_' or '-', not "a b"
        esg.roles.bgmg.ports=9-5                 | esg.roles.bgmg.ports: must be a range such as 20000-29999, not "9-5"
        esg.roles.bgmg.ports=1-70000             | esg.roles.bgmg.ports: must be a range such as 20000-29999, not "1-70000"
        esg.roles.esg.listen.9.port=1            | 9 is no place in a list of 3
        esg.roles.esg.listen.x.port=1            | x is no place in a list of 3
        nothing                                  | must be KEY=VALUE
        esg.roles.esg.prioritty=1                | --set esg.roles.esg.prioritty=1: esg.roles.esg.prioritty: no such key; there are
        esg.roles.bgmg.ports=20001-20001         | esg.roles.bgmg.ports: must hold an even port, not only 20001
        esg.roles.bgmg.address=media.example     | esg.roles.bgmg.address: must be an IPv4 or IPv6 address, not "media.example"
        esg.roles.bgmg.address=0.0.0.0           | esg.roles.bgmg.address: must be an address others can send to
        esg.roles.esg.stun=["a:b"]               | esg.roles.esg.stun: must be host or host:port each, not "a:b"
        esg.roles.esg.stun-interval=9s           | esg.roles.esg.stun-interval: must be at least 10 s
        esg.roles.esg.sip_alg=[{gray=10.0.0.1}]  | esg.roles.esg.sip_alg.0.white: is missing
        esg.roles.esg.sip_alg=[{gray=a.example,white=192.0.2.1}] | esg.roles.esg.sip_alg.0.gray: must be an IPv4 or IPv6 address, not "a.example"
        esg.roles.esg.sip_alg=[{gray=10.0.0.1,white=0.0.0.0}] | esg.roles.esg.sip_alg.0.white: must be the address of one machine, not "0.0.0.0"
        esg.roles.esg.sip_alg=[{gray=10.0.0.1,white="2001:db8::1"}] | esg.roles.esg.sip_alg.0.white: must be of the same family as gray, IPv4 or IPv6
        esg.roles.esg.sip_alg=[{gray=10.0.0.1,white=192.0.2.1},{gray=192.0.2.1,white=192.0.2.2}] | esg.roles.esg.sip_alg.1.gray: another place of sip_alg has the same address 192.0.2.1
        esg.webhooks=[{events=[call]}] | esg.webhooks.0.url: is missing
        esg.webhooks=[{url="ftp://h/"}] | esg.webhooks.0.url: must be http://… or https://…, not "ftp://h/"
        esg.webhooks=[{url="http://h/",events=[calls]}] | esg.webhooks.0.events: must be some of registration, ping, call, node, ban, not "calls"
        esg.webhooks=[{url="http://h/",sekret=x}] | esg.webhooks.0.sekret: no such key; there are url, events, secret
        esg.webhook.queue=0 | esg.webhook.queue: must be 1 to 1000000, not 0
        esg.records.retention=1h | esg.records.retention: must be 1 day to 36500 days
        esg.records.file-retention=0s | esg.records.file-retention: must be 1 day to 36500 days
        esg.records.queue=0 | esg.records.queue: must be 1 to 1000000, not 0
        esg.records.database=maybe | esg.records.database: wrong type: must be on or off
        esg.records.retain=9d | esg.records.retain: no such key; there are
        esg.webhook.timeout=0s | esg.webhook.timeout: must be at least 1 ms
        esg.roles.esg.sip_alg=[{gray=10.0.0.1,wite=192.0.2.1}] | esg.roles.esg.sip_alg.0.wite: no such key; there are gray, white
        esg.roles.bgmg.engine=other              | esg.roles.bgmg.engine: must be embedded or rtpengine
        esg.roles.bgmg.engine=rtpengine          | esg.roles.bgmg.engine: is rtpengine, so rtpengine must name host:port of at least one
        esg.site=[1                              | --set esg.site=[1:
        """)
    void refusesWithKeyAndReason(String set, String message) {
        assertThatThrownBy(() -> set(set))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(message)
                .hasMessageContaining("--set " + set);
    }

    @Test
    void aTlsListenerHasItsOwnFilesOrThoseOfTheNode() throws StartFailure {
        var settings = EsgSettings.from(
                ConfigFile.load(
                        null,
                        List.of(
                                "esg.tls.cert=node.crt",
                                "esg.tls.key=node.key",
                                "esg.tls.ca=node-ca.crt",
                                "esg.roles.esg.listen.2.client-auth=want",
                                "esg.roles.sg.listen.2={transport=tls,host=0.0.0.0,port=5061,cert=in.crt,key=in.key,ca=\"\"}")));
        var outside = settings.roles().esg().listen().get(2).tls().orElseThrow();
        assertThat(outside.own().orElseThrow().cert()).isEqualTo(new PemFile("esg.tls.cert", Path.of("node.crt")));
        assertThat(outside.ca()).contains(new PemFile("esg.tls.ca", Path.of("node-ca.crt")));
        assertThat(outside.clientAuth()).isEqualTo(ClientAuth.WANT);
        assertThat(outside.verify()).isTrue();
        var inside = settings.roles().sg().listen().get(2).tls().orElseThrow();
        assertThat(inside.own().orElseThrow().key())
                .isEqualTo(new PemFile("esg.roles.sg.listen.2.key", Path.of("in.key")));
        assertThat(inside.ca()).isEmpty();
        assertThat(settings.roles().esg().listen().getFirst().tls()).isEmpty();
    }

    @Test
    void namesTheFileAndTheLine() throws Exception {
        var wrong = file("esg {\n  http {\n    port = many\n  }\n}\n");
        assertThatThrownBy(() -> EsgSettings.from(ConfigFile.load(wrong, List.of())))
                .isInstanceOf(StartFailure.class)
                .hasMessage(wrong + ": 3: esg.http.port: wrong type: must be a whole number, not \"many\"");

        var broken = file("esg {\n  http = {\n");
        assertThatThrownBy(() -> ConfigFile.load(broken, List.of()))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(broken.toString())
                .hasMessageContaining("3");
    }

    @Test
    void saysThatTheFileIsNotThere() {
        assertThatThrownBy(() -> ConfigFile.load(dir.resolve("none.conf"), List.of()))
                .hasMessageContaining("none.conf: no such file");
    }

    private static EsgSettings set(String set) throws StartFailure {
        return EsgSettings.from(ConfigFile.load(null, List.of(set)));
    }

    private Path file(String text) throws Exception {
        return Files.writeString(Files.createTempFile(dir, "esg", ".conf"), text);
    }
}
