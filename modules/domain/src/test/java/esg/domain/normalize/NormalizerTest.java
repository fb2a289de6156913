package esg.domain.normalize;

import static esg.domain.account.Accounts.account;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NormalizerTest {
    @Test
    void incomingCallLosesItsCalledUserAndKeepsItAside() {
        var received = new CallNumbers("843", "Bob", "44.55.66.77", "123", "172.27.103.90", "provider", null);
        assertThat(Normalizer.incoming(account(), received))
                .isEqualTo(new CallNumbers("843", "Bob", "test.example", "", "test.example", "", "123"));
    }

    @Test
    void calledNumberComesFromTheRequestUriWhenToHasNone() {
        var received = new CallNumbers("843", "", "x", "", "y", "123", null);
        assertThat(Normalizer.incoming(account(), received).calledParty()).isEqualTo("123");
    }

    @Test
    void outgoingCallKeepsUsersAndTakesTheProvidersDomain() {
        var received = new CallNumbers("101", "Ann", "test.example", "8495", "test.example", "8495", "55");
        assertThat(Normalizer.outgoing(account(), received))
                .isEqualTo(new CallNumbers("101", "Ann", "sip.example", "8495", "sip.example", "8495", null));
    }
}
