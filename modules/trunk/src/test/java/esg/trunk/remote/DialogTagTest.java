package esg.trunk.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialogTagTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 42, Integer.MAX_VALUE})
    void saysWhoseItIs(int roleid) {
        assertThat(DialogTag.roleid(DialogTag.prefix(roleid) + "kX93bTq0Zf")).isEqualTo(OptionalInt.of(roleid));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "kX93bTq0Zf", "x1.y", "-1.y", "2147483648.y", "99999999999999999999.y"})
    void othersAreNobodys(String tag) {
        assertThat(DialogTag.roleid(tag)).isEmpty();
    }
}
