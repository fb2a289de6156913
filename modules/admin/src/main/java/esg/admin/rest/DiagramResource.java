package esg.admin.rest;

import esg.admin.monitor.CallPackets;
import esg.admin.monitor.CallPackets.Everywhere;
import esg.admin.monitor.DiagramDocument;
import esg.admin.monitor.FoundCalls.There;
import esg.admin.monitor.RelatedCalls;
import esg.admin.monitor.Pcap;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.ContentDisposition;
import org.apache.pekko.http.javadsl.model.headers.ContentDispositionTypes;

/** All packets of a call over all nodes (DIA-01): {@code /api/monitor/v1/calls/{id}/diagram} and {@code …/pcap}. */
final class DiagramResource {
    private static final String CALLS = "/api/monitor/v1/calls/";
    private static final String DIAGRAM = "/diagram";
    private static final String PCAP = "/pcap";

    private final String node;
    private final RelatedCalls calls;
    private final CallPackets packets;
    private final InstantSource clock;

    /** @param node this one */
    DiagramResource(String node, RelatedCalls calls, CallPackets packets, InstantSource clock) {
        this.node = node;
        this.calls = calls;
        this.packets = packets;
        this.clock = clock;
    }

    static boolean answers(String path) {
        return path.startsWith(CALLS)
                && path.length() > CALLS.length() + Math.max(DIAGRAM.length(), PCAP.length())
                && (path.endsWith(DIAGRAM) || path.endsWith(PCAP));
    }

    CompletionStage<HttpResponse> answer(Query query) {
        Api.requireRead(query);
        var path = query.path();
        boolean pcap = path.endsWith(PCAP);
        var id = Api.decoded(path.substring(CALLS.length(), path.length() - (pcap ? PCAP : DIAGRAM).length()));
        boolean text = query.flag("text");
        return calls.of(id, query.narrowed()).thenCompose(known -> {
            var call = DiagramDocument.of(known.stream().map(There::call).toList(), id)
                    .orElseThrow(Api::unknownCall);
            return packets.of(call.search(clock.instant()))
                    .thenApply(DiagramResource::requireWritten)
                    .thenApply(found -> pcap ? pcap(id, found) : Api.shown(call.write(node, found, text)));
        });
    }

    private static Everywhere requireWritten(Everywhere found) {
        if (found.written()) return found;
        throw Problem.of(
                        409,
                        "No node that answers keeps packets: esg.roles.esg.log_trn is off and esg.sip.packet-log.memory is 0")
                .refused();
    }

    private static HttpResponse pcap(String id, Everywhere found) {
        var name = "call-" + id.replaceAll("[^A-Za-z0-9._-]", "_") + ".pcap";
        return HttpResponse.create()
                .addHeader(ContentDisposition.create(ContentDispositionTypes.ATTACHMENT, Map.of("filename", name)))
                .withEntity(
                        ContentTypes.create(MediaTypes.applicationBinary("vnd.tcpdump.pcap", false)), Pcap.of(found));
    }
}
