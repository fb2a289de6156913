package esg.admin.why;

import esg.domain.account.Account;
import esg.domain.conflict.AccountPair;
import esg.domain.explain.Change;
import esg.domain.explain.Suggestion;
import esg.domain.pattern.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Suggestions as documents, with the request that carries one out. */
final class SuggestionDocuments {
    private SuggestionDocuments() {}

    static List<Object> of(List<Suggestion> suggestions) {
        var all = new ArrayList<Object>();
        for (var suggestion : suggestions) all.add(one(suggestion));
        return all;
    }

    private static Map<String, Object> one(Suggestion suggestion) {
        var account = suggestion.account().account();
        var document = new LinkedHashMap<String, Object>();
        document.put("text", suggestion.text());
        document.put("d", account.d());
        document.put("code", account.code());
        document.put("step", suggestion.step().label());
        document.put("sourceallowed", suggestion.allowed());
        document.put("opens", suggestion.opens());
        document.put(
                "changes",
                suggestion.changes().stream().map(SuggestionDocuments::change).toList());
        if (!suggestion.varying().isEmpty()) document.put("varying", suggestion.varying());
        if (!suggestion.conflicts().isEmpty()) {
            document.put(
                    "conflicts",
                    suggestion.conflicts().stream()
                            .map(SuggestionDocuments::pair)
                            .toList());
        }
        if (suggestion.changesAccount()) document.put("request", request(account, suggestion.changes()));
        return document;
    }

    private static Map<String, Object> change(Change change) {
        var document = new LinkedHashMap<String, Object>();
        switch (change) {
            case Change.Enable _ -> {
                document.put("field", "enabled");
                document.put("value", true);
            }
            case Change.AddUser(var _, var value) -> {
                document.put("field", "opts.extusernames");
                document.put("add", value);
            }
            case Change.AddAddress(var _, var value) -> {
                document.put("field", "extaddrs");
                document.put("add", value);
            }
            case Change.AddServerAddress(var value) -> {
                document.put("setting", "esg.roles.esg.extaddrs");
                document.put("add", value);
            }
        }
        return document;
    }

    private static Map<String, Object> pair(AccountPair pair) {
        return ConflictDocuments.pair(pair);
    }

    /** Of what belongs to the account; a merge patch, in which a list stands whole. */
    private static Map<String, Object> request(Account account, List<Change> changes) {
        var patch = new LinkedHashMap<String, Object>();
        for (var change : changes) {
            switch (change) {
                case Change.Enable _ -> patch.put("enabled", true);
                case Change.AddUser _ ->
                    patch.put(
                            "opts", Map.of("extusernames", texts(account.opts().extusernames())));
                case Change.AddAddress _ -> patch.put("extaddrs", texts(account.extaddrs()));
                case Change.AddServerAddress _ -> {} // a setting of the node
            }
        }
        var document = new LinkedHashMap<String, Object>();
        document.put("method", "PATCH");
        document.put("path", "/rest/v1/uc/providers/" + account.id());
        document.put("body", patch);
        return document;
    }

    private static List<String> texts(List<Pattern> patterns) {
        return patterns.stream().map(Pattern::text).toList();
    }
}
