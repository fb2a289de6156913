package esg.sip.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator may give us as certificate and key, and what is said when it cannot be used. */
class PemTest {
    @TempDir
    static Path dir;

    static TestAuthority authority;

    @BeforeAll
    static void authority() {
        authority = new TestAuthority(dir, "ca");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        ec384  | ec -pkeyopt ec_paramgen_curve:secp384r1  | ec -in ec384.key -out ec384.old          | EC PRIVATE KEY
        ec256  | ec -pkeyopt ec_paramgen_curve:prime256v1 | ec -in ec256.key -out ec256.old          | EC PRIVATE KEY
        rsa    | rsa:2048                                 | rsa -in rsa.key -traditional -out rsa.old | RSA PRIVATE KEY
        """)
    void readsKeysInBothFormsOpensslHasWritten(String who, String kind, String convert, String older) throws Exception {
        var pair = authority.certify(who, "DNS:" + who, kind, "2");
        assertThat(Files.readString(pair.key().path())).contains("BEGIN PRIVATE KEY");
        authority.openssl(convert);
        var old = authority.file("key", who + ".old");
        assertThat(Files.readString(old.path())).contains("BEGIN " + older);
        var read = Identity.of(new TlsSettings.Pair(pair.cert(), old)); // which has proved that they belong together
        assertThat(read.own()).isEqualTo(Identity.of(pair).own());
    }

    @Test
    void takesTheChainAndSkipsWhatStandsBetween() throws Exception {
        var pair = authority.certify("chained", "DNS:a.example");
        var chain = Files.writeString(
                dir.resolve("chain.crt"),
                "subject: some words - and more -\n"
                        + Files.readString(pair.cert().path()) + "\r\n issued by\n"
                        + Files.readString(authority.certificate()));
        var identity = Identity.of(new TlsSettings.Pair(new PemFile("esg.tls.cert", chain), pair.key()));
        assertThat(identity.chain())
                .extracting(one -> one.getSubjectX500Principal().getName())
                .containsExactly("CN=chained", "CN=ca");
    }

    @Test
    void saysWhichSettingAndFileAndWhy() throws Exception {
        var one = authority.certify("one", "DNS:one");
        var other = authority.certify("other", "DNS:other");
        Files.writeString(dir.resolve("empty"), "");
        Files.writeString(dir.resolve("cut"), Files.readString(one.key().path()).replaceFirst("(?m)^.{20}", ""));
        authority.openssl("ec -in one.key -aes256 -passout pass:secret -out locked");
        authority.openssl("pkcs8 -topk8 -in one.key -passout pass:secret -out locked8");
        refuses(one.cert(), authority.file("key", "gone"), "esg.tls.key: " + dir + "/gone: no such file");
        refuses(authority.file("cert", "empty"), one.key(), "esg.tls.cert: " + dir + "/empty: holds no certificate");
        refuses(one.cert(), authority.file("key", "one.crt"), "holds no private key in PEM");
        refuses(
                one.cert(),
                other.key(),
                "esg.tls.key: " + dir + "/other.key: is not the key of the certificate in " + dir + "/one.crt");
        refuses(one.cert(), authority.file("key", "cut"), "esg.tls.key: " + dir + "/cut: ");
        refuses(one.cert(), authority.file("key", "locked"), "has a passphrase");
        refuses(one.cert(), authority.file("key", "locked8"), "has a passphrase");
        refuses(new PemFile("esg.tls.cert", dir), one.key(), "esg.tls.cert: " + dir + ": ");
        var rsa = authority.certify("rsa2", "DNS:rsa2", "rsa:2048", "2");
        refuses(one.cert(), rsa.key(), "is not the key of the certificate");
        refuses(rsa.cert(), one.key(), "is not the key of the certificate");
    }

    private static void refuses(PemFile cert, PemFile key, String message) {
        assertThatThrownBy(() -> Identity.of(new TlsSettings.Pair(cert, key)))
                .isInstanceOf(TlsFailure.class)
                .hasMessageContaining(message);
    }

    @Test
    void aSelfSignedPairIsMadeOnceAndForItsOwnerAlone() throws Exception {
        var home = dir.resolve("home");
        var made = SelfSigned.in(home);
        assertThat(Files.getPosixFilePermissions(made.key().path()))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        var first = Identity.of(made).own();
        assertThat(PeerName.of(first).covers("127.0.0.1")).isTrue();
        assertThat(Identity.of(SelfSigned.in(home)).own()).isEqualTo(first);
    }
}
