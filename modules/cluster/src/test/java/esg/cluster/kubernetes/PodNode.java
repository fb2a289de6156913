package esg.cluster.kubernetes;

import com.typesafe.config.ConfigFactory;
import esg.cluster.TestNode;
import esg.cluster.fence.FailureWatch;
import esg.cluster.fence.Fence;
import esg.cluster.management.Management;
import java.io.IOException;
import java.util.List;

/** A node as it runs in a pod, with an address of its own. It ends with its standard input. */
public final class PodNode {
    private PodNode() {}

    /** Arguments: roleid, address, cluster port, management port, directory of the service account. */
    public static void main(String[] args) throws IOException {
        int roleid = Integer.parseInt(args[0]);
        var own = ConfigFactory.parseString("""
            esg.cluster {
              discovery = kubernetes, host = %s, management-port = %s, lifeline-port = next
              kubernetes { selector = "app=esg,site=main", service-account = "%s" }
            }
            """.formatted(args[1], args[3], args[4]));
        var settings = TestNode.read(own.withFallback(TestNode.settings(roleid, Integer.parseInt(args[2]), List.of())));
        settings.serviceAccount().orElseThrow().checkPod(System.getenv());
        var hurry = "pekko.management.cluster.bootstrap.contact-point-discovery.stable-margin = 2 s";
        var system = TestNode.start(settings, ConfigFactory.parseString(hurry)).system();
        FailureWatch.start(system, Fence.of(settings.lifeline().fence()));
        Management.start(system, settings.management().orElseThrow());
        while (System.in.read() >= 0) Thread.onSpinWait();
        Runtime.getRuntime().halt(0);
    }
}
