package esg.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardLeaseTest {
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
        esg-shard-account-~13    | esg-shard-account---13
        esg-shard-account-1~3    | esg-shard-account-1--3
        esg-shard-account-1,2~3  | esg-shard-account-1-2--3
        esg-shard-account-12~3   | esg-shard-account-12--3
        """)
    void noTwoGroupsShareALease(String shard, String name) {
        assertThat(ShardLease.named(shard)).isEqualTo(name);
    }

    @Test
    void longListsAreToldApartThoughNamesAreShort() {
        var list = "esg-shard-account-" + "1234,".repeat(20);
        assertThat(ShardLease.named(list + "5~1"))
                .hasSize(63)
                .matches("[a-z]([-a-z0-9]*[a-z0-9])")
                .isNotEqualTo(ShardLease.named(list + "5~2"));
    }

    @Test
    void shardIsWhereItsLeaseSays() {
        assertThat(ShardWatch.path("esg", "esg-shard-account-1,2~3")).isEqualTo("/system/sharding/account/1%2C2%7E3");
    }
}
