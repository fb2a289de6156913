package esg.admin.rest;

import esg.domain.access.Token;
import esg.domain.access.TokenForm;
import esg.domain.account.Account;
import esg.domain.account.AccountForm;
import esg.domain.border.BorderForm;
import esg.domain.border.BorderRule;
import esg.domain.config.Domain;
import esg.domain.config.DomainForm;
import esg.domain.form.Checked;
import esg.domain.normalize.NormalizationForm;
import esg.domain.normalize.NormalizationRule;
import esg.domain.route.Route;
import esg.domain.route.RouteForm;
import esg.domain.subscriber.Subscriber;
import esg.domain.subscriber.SubscriberForm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of document is read, written and named.
 *
 * @param noun what a message calls it
 * @param key the field that holds its id in the path
 * @param keyIsMade whether the server makes that id when a POST leaves it out
 * @param secret its write-only field; null when it has none
 */
record Form<T>(
        String noun,
        String key,
        boolean keyIsMade,
        Codec<T> codec,
        @Nullable SecretField<T> secret) {
    /** What stands for a secret that is set, in both directions. */
    static final String MASK = "***";

    static final Form<Domain> DOMAIN = new Form<>(
            "domain", "d", false, new Codec<>(DomainForm::read, DomainForm::write, UnaryOperator.identity()), null);
    static final Form<Account> ACCOUNT = new Form<>(
            "provider",
            "id",
            true,
            new Codec<>(AccountForm::read, AccountForm::write, AccountForm::canonical),
            new SecretField<>("pwd", "username", account -> account.pwd().reveal()));
    static final Form<BorderRule> BORDER = new Form<>(
            "border rule",
            "id",
            true,
            new Codec<>(BorderForm::read, BorderForm::write, UnaryOperator.identity()),
            null);
    static final Form<NormalizationRule> NORMALIZATION = new Form<>(
            "normalization rule",
            "id",
            true,
            new Codec<>(NormalizationForm::read, NormalizationForm::write, UnaryOperator.identity()),
            null);
    static final Form<Route> ROUTE = new Form<>(
            "route", "id", true, new Codec<>(RouteForm::read, RouteForm::write, UnaryOperator.identity()), null);

    static final Form<Subscriber> SUBSCRIBER = new Form<>(
            "subscriber",
            "id",
            true,
            new Codec<>(SubscriberForm::read, SubscriberForm::write, UnaryOperator.identity()),
            new SecretField<>("pwd", "user", subscriber -> subscriber.pwd().reveal()));

    static final Form<Token> TOKEN = new Form<>(
            "token", "id", true, new Codec<>(TokenForm::read, TokenForm::write, UnaryOperator.identity()), null);

    /**
     * The functions the domain gives for a document.
     *
     * @param canonical moves fields from other names that are read to those that are written
     */
    record Codec<T>(
            Function<Map<String, Object>, Checked<T>> read,
            Function<T, Map<String, Object>> write,
            UnaryOperator<Map<String, Object>> canonical) {}

    /**
     * A field the domain's form does not write.
     *
     * @param name the field
     * @param after the field it follows in a document
     * @param reveal its value in clear; empty when not set
     */
    record SecretField<T>(String name, String after, Function<T, String> reveal) {}

    String id(T value) {
        return String.valueOf(codec.write().apply(value).get(key));
    }

    /** The tenant domain a document belongs to; empty for a domain itself, and for what belongs to the whole platform. */
    Optional<String> tenant(T value) {
        return isDomain()
                ? Optional.empty()
                : Optional.ofNullable(codec.write().apply(value).get("d")).map(String::valueOf);
    }

    /** The tenant domain a document belongs to or is; "" for what belongs to the whole platform. */
    String owner(T value) {
        return isDomain() ? id(value) : tenant(value).orElse("");
    }

    boolean isDomain() {
        return key.equals("d");
    }

    Checked<T> read(Map<String, Object> document) {
        return codec.read().apply(document);
    }

    /** A patch (RFC 7396) in the names of {@link #shown}, so that it changes the field it means. */
    Map<String, Object> canonical(Map<String, Object> patch) {
        return codec.canonical().apply(patch);
    }

    /** As a client sees it: a secret that is set shows as the mask. */
    Map<String, Object> shown(T value) {
        var written = codec.write().apply(value);
        if (secret == null || secret.reveal().apply(value).isEmpty()) {
            return written;
        }
        var document = new LinkedHashMap<String, Object>();
        written.forEach((name, field) -> {
            document.put(name, field);
            if (name.equals(secret.after())) {
                document.put(secret.name(), MASK);
            }
        });
        return document;
    }

    /** The fields that differ, {@code {before, after}} by name; a secret that changed shows as the mask on both sides. */
    Map<String, Object> difference(T before, T after) {
        var was = shown(before);
        var is = shown(after);
        var fields = new LinkedHashMap<String, Object>();
        is.forEach((field, value) -> {
            var old = Objects.requireNonNullElse(was.get(field), "");
            if (!old.equals(value)) fields.put(field, Step.change(old, value));
        });
        was.forEach((field, value) -> {
            if (!is.containsKey(field)) fields.put(field, Step.change(value, ""));
        });
        if (secret != null
                && !secret.reveal().apply(before).equals(secret.reveal().apply(after))) {
            fields.putIfAbsent(secret.name(), Step.change(MASK, MASK));
        }
        return fields;
    }

    /**
     * What a client sent, with a masked secret put back as it was.
     *
     * @param current the document as stored; null when it is new
     */
    Map<String, Object> unmasked(Map<String, Object> sent, @Nullable T current) {
        if (secret == null || !MASK.equals(sent.get(secret.name()))) {
            return sent;
        }
        if (current == null) {
            throw Problem.onField(422, secret.name(), MASK + " stands for a secret already set; give the secret itself")
                    .refused();
        }
        var document = new LinkedHashMap<>(sent);
        String kept = secret.reveal().apply(current);
        if (kept.isEmpty()) {
            document.remove(secret.name());
        } else {
            document.put(secret.name(), kept);
        }
        return document;
    }
}
