package esg.sip.transport;

/**
 * Whether this node may send now. Asked before every packet on the thread that sends it, so it must answer at once and allocate nothing:
 * a node the cluster may have given up must fall silent, or an account would be served twice (BND-06).
 */
@FunctionalInterface
public interface SendGate {
    /** For a node that answers to nobody. */
    SendGate OPEN = () -> true;

    boolean isOpen();
}
