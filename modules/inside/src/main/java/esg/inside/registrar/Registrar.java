package esg.inside.registrar;

import esg.domain.Rejection;
import esg.domain.subscriber.Binding;
import esg.domain.subscriber.RegistrationRules.Outcome;
import esg.domain.subscriber.Subscriber;
import esg.sip.message.Headers;
import esg.sip.transaction.ServerTransaction;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers REGISTERs of subscribers who are known by now (RFC 3261 §10.3, RFC 3327). */
final class Registrar {
    private static final Logger log = LoggerFactory.getLogger(Registrar.class);
    private static final DateTimeFormatter SIP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private final Bindings bindings;
    private final BindingKeeper keeper;
    private final RegisterReader reader;
    private final RegistrarSettings settings;
    private final InstantSource clock;

    Registrar(
            Bindings bindings,
            BindingKeeper keeper,
            RegisterReader reader,
            RegistrarSettings settings,
            InstantSource clock) {
        this.bindings = bindings;
        this.keeper = keeper;
        this.reader = reader;
        this.settings = settings;
        this.clock = clock;
    }

    void register(ServerTransaction transaction, Subscriber by) {
        var request = transaction.request();
        var to = request.to().user();
        boolean own = to.equals(by.user()) || (to.equals(by.number()) && !to.isEmpty());
        if (!own) {
            Refusals.refuse(transaction, Rejection.NOT_OWN_ADDRESS);
            return;
        }
        if (!by.enabled()) {
            Refusals.refuse(transaction, Rejection.SUBSCRIBER_DISABLED);
            return;
        }
        var asked = reader.read(request, transaction.flow(), by.aor());
        if (asked.isEmpty()) {
            Refusals.refuse(transaction, Rejection.BAD_CONTACT);
            return;
        }
        switch (bindings.register(asked.get(), settings.limits(), transaction.flow())) {
            case Outcome.Registered done -> registered(transaction, by, done);
            case Outcome.TooBrief(long min) ->
                Refusals.refuse(transaction, Rejection.INTERVAL_TOO_BRIEF, Headers.MIN_EXPIRES, Long.toString(min));
            case Outcome.OutOfOrder() -> Refusals.refuse(transaction, Rejection.OUT_OF_ORDER);
            case Outcome.TooMany(int _) -> Refusals.refuse(transaction, Rejection.TOO_MANY_CONTACTS);
            case Outcome.BadWildcard() -> Refusals.refuse(transaction, Rejection.BAD_CONTACT);
        }
    }

    private void registered(ServerTransaction transaction, Subscriber by, Outcome.Registered done) {
        if (done.changed().isEmpty()) {
            accept(transaction, done.bindings());
            return;
        }
        var kept = keeper.keep(done.changed());
        if (done.refresh()) {
            accept(transaction, done.bindings());
            return;
        }
        for (var binding : done.changed()) {
            log.info(
                    "{} aor={} contact={} source={} callid={}",
                    binding.expiresAt() == 0 ? "subscriber unregistered" : "subscriber registered",
                    by.aor(),
                    binding.contact(),
                    binding.place().source(),
                    binding.callId());
        }
        var _ = kept.completeOnTimeout(null, settings.commitWithin().toMillis(), TimeUnit.MILLISECONDS)
                .thenRun(() -> accept(transaction, done.bindings()));
    }

    private void accept(ServerTransaction transaction, List<Binding> live) {
        var now = clock.instant();
        var answer = transaction.response(200, "OK");
        for (var binding : live) {
            long seconds = Math.max(1, (binding.expiresAt() - now.toEpochMilli() + 999) / 1000);
            answer.header(
                    Headers.CONTACT,
                    "<" + binding.contact() + ">;q=" + RegisterReader.q(binding.q()) + ";expires=" + seconds);
        }
        if (transaction.request().hasToken(Headers.SUPPORTED, "path")) {
            answer.header(Headers.SUPPORTED, "path").copy(transaction.request(), Headers.PATH); // RFC 3327 §5.3
        }
        transaction.respond(answer.header("Date", SIP_DATE.format(now.atOffset(ZoneOffset.UTC)))
                .buildResponse());
    }
}
