package esg.cluster.placement;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.placement.Instance;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceRolesTest {
    @ParameterizedTest
    @CsvSource({"1, esg1@127.0.0.1, 0, true", "2147483647, e.s-g_2@::1, 2147483647, false"})
    void instanceIsReadBackFromItsRoles(int roleid, String node, int priority, boolean unbound) {
        var instance = new Instance(roleid, node, priority, unbound);
        var roles = new HashSet<>(InstanceRoles.of(instance));
        roles.addAll(Set.of("esg", "b2b", "dc-default"));
        assertThat(InstanceRoles.parse(roles)).contains(instance);
    }

    @Test
    void rolesAreAsOperatorsSeeThem() {
        assertThat(InstanceRoles.of(new Instance(1, "esg1@127.0.0.1", 0, true)))
                .containsExactlyInAnyOrder("esg-instance.1.0.on", "esg-node.esg1@127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(
            value = {"esg", "esg-instance.1.0.on", "esg-node.esg1@127.0.0.1", "esg;esg-instance.x.0.on;esg-node.n"},
            delimiter = '|')
    void memberWithoutBothIsNoInstance(String roles) {
        assertThat(InstanceRoles.parse(Set.of(roles.split(";")))).isEmpty();
    }
}
