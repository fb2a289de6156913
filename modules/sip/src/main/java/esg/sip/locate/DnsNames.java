package esg.sip.locate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Message;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.hosts.HostsFileParser;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/** Asks name servers with dnsjava, without blocking; the hosts file of the machine is believed first. */
public final class DnsNames implements Names {
    private static final Logger log = LoggerFactory.getLogger(DnsNames.class);
    private static final int LEAST_TRIES = 2; // a datagram may be lost

    private final LookupSession session;
    private final Duration timeout;

    /** With the given servers; throws {@link LocateFailure} when one of them is no address. */
    public DnsNames(LocateSettings settings) {
        timeout = settings.timeout();
        session = LookupSession.builder()
                .resolver(resolver(settings))
                .hostsFileParser(hostsFile())
                .build();
    }

    /** Read once before anybody asks: who asks while another one reads it for the first time is answered with an exception. */
    private static HostsFileParser hostsFile() {
        var file = new HostsFileParser();
        try {
            file.getAddressForHost(Name.fromConstantString("localhost."), Type.A);
        } catch (IOException e) {
            log.warn("hosts file cannot be read reason={}", e.toString());
        }
        return file;
    }

    /** Asks one server after the other; each has its share of the time, or a dead one would leave none to the next. */
    private static Resolver resolver(LocateSettings settings) {
        var servers = settings.servers().isEmpty()
                ? ResolverConfig.getCurrentConfig().servers()
                : settings.servers().stream().map(DnsNames::address).toList();
        var share = settings.timeout().dividedBy(Math.max(LEAST_TRIES, servers.size()));
        var resolver = new ExtendedResolver(servers.stream()
                .<Resolver>map(server -> new Prompt(server, share))
                .toList());
        resolver.setTimeout(settings.timeout());
        return resolver;
    }

    private static InetSocketAddress address(String server) {
        try {
            int colon = server.indexOf(':');
            boolean port = colon > 0 && colon == server.lastIndexOf(':');
            return new InetSocketAddress(
                    InetAddress.getByName(port ? server.substring(0, colon) : server),
                    port ? Integer.parseInt(server.substring(colon + 1)) : SimpleResolver.DEFAULT_PORT);
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw new LocateFailure("esg.sip.dns.servers: not a name server address: " + server, e);
        }
    }

    /** Gives up in time: dnsjava by itself looks once a second for questions that nobody answers. */
    private static final class Prompt extends SimpleResolver {
        private final long millis;

        Prompt(InetSocketAddress server, Duration timeout) {
            super(server);
            setTimeout(timeout);
            millis = timeout.toMillis();
        }

        @Override
        public CompletionStage<Message> sendAsync(Message query, Executor executor) {
            return super.sendAsync(query, executor).toCompletableFuture().orTimeout(millis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public CompletionStage<Answer> ask(String name, Kind kind) {
        Name absolute;
        try {
            absolute = Name.fromString(name, Name.root);
        } catch (TextParseException e) {
            return CompletableFuture.failedFuture(new LocateFailure("not a host name: " + name, e));
        }
        var asked = session.lookupAsync(absolute, Type.value(kind.name())).toCompletableFuture();
        return asked.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).handle((result, failure) -> {
            if (failure == null) return answer(result.getRecords());
            var cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            if (cause instanceof NoSuchDomainException || cause instanceof NoSuchRRSetException) return NOTHING;
            throw new CompletionException(cause);
        });
    }

    private static final Answer NOTHING = new Answer(List.of(), Duration.ZERO);

    private static Answer answer(List<Record> records) {
        var entries = new ArrayList<Entry>();
        long ttl = Integer.MAX_VALUE;
        for (var found : records) {
            ttl = Math.min(ttl, found.getTTL());
            switch (found) {
                case ARecord a -> entries.add(new Ip(a.getAddress()));
                case AAAARecord a -> entries.add(new Ip(a.getAddress()));
                case SRVRecord s ->
                    entries.add(new Srv(s.getPriority(), s.getWeight(), s.getPort(), text(s.getTarget())));
                case NAPTRRecord n ->
                    entries.add(new Naptr(
                            n.getOrder(), n.getPreference(), n.getFlags(), n.getService(), text(n.getReplacement())));
                default -> {} // a CNAME on the way: it counts with its time to live only
            }
        }
        return entries.isEmpty() ? NOTHING : new Answer(List.copyOf(entries), Duration.ofSeconds(ttl));
    }

    private static String text(Name name) {
        return name.toString(true);
    }
}
