package esg.admin.rest;

import esg.admin.monitor.Providers;
import esg.admin.nodes.Nodes.NoAnswer;
import esg.domain.account.Account;
import esg.domain.account.AccountForm;
import esg.domain.account.AccountId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Accounts that the nodes of a test may serve, each called by what becomes of it when it is to register. */
final class FakeProviders implements Providers {
    final List<AccountId> registered = new CopyOnWriteArrayList<>();

    private final Map<AccountId, Account> configured = Stream.of(
                    account("pbx", true, true),
                    account("off", false, true),
                    account("p2p", true, false),
                    account("unserved", true, true),
                    account("silent", true, true),
                    account("changed", true, true))
            .collect(Collectors.toMap(Account::key, one -> one));

    private static Account account(String code, boolean enabled, boolean reg) {
        return AccountForm.read(Map.of(
                        "d",
                        "acme",
                        "code",
                        code,
                        "username",
                        "u-" + code,
                        "pwd",
                        "pa55",
                        "domain",
                        "sip.example",
                        "enabled",
                        enabled,
                        "reg",
                        reg))
                .orThrow();
    }

    @Override
    public Map<AccountId, Account> configured() {
        return configured;
    }

    @Override
    public CompletionStage<Asked> register(AccountId id) {
        registered.add(id);
        return switch (id.code()) {
            case "silent" -> CompletableFuture.failedFuture(new NoAnswer("the instance that serves " + id));
            case "unserved" -> CompletableFuture.completedFuture(Asked.UNSERVED);
            case "changed" -> CompletableFuture.completedFuture(Asked.NOTHING_TO_REGISTER);
            default -> CompletableFuture.completedFuture(Asked.REGISTERS);
        };
    }
}
