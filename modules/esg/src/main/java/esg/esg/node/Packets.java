package esg.esg.node;

import com.typesafe.config.Config;
import esg.esg.metrics.CountedPackets;
import esg.esg.settings.EsgSettings;
import esg.sip.hep.HepExport;
import esg.sip.hep.HepSettings;
import esg.sip.packetlog.FilePacketLog;
import esg.sip.packetlog.PacketLog;
import esg.sip.packetlog.PacketLogSettings;
import esg.sip.packetlog.RecentPackets;
import esg.sip.transport.TransportSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What every packet of the node passes, in this order: it is counted, kept in memory, copied to collectors, written to files.
 *
 * @param dir of those files; null when there are none
 */
record Packets(
        CountedPackets counted,
        RecentPackets recent,
        HepExport copies,
        @Nullable Path dir) {
    static Packets open(Config config, EsgSettings settings, Opened opened) {
        var files = PacketLogSettings.from(config);
        var memory = PacketLogSettings.memory(config);
        var hep = HepSettings.from(config); // all is read before anything is opened
        var dir = NodeLogs.sip(settings);
        var log = dir == null ? PacketLog.NONE : opened.keep("packet log", FilePacketLog.open(dir, files));
        var copies = opened.keep("hep", HepExport.before(log, hep));
        var recent = RecentPackets.before(
                copies, memory, TransportSettings.from(config).workers());
        return new Packets(new CountedPackets(recent), recent, copies, dir);
    }
}
