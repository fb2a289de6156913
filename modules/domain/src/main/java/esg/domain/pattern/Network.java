package esg.domain.pattern;

import java.net.InetAddress;

/** Addresses that share their first {@code bits} bits with {@code prefix}: 0 to 32, or to 128 for IPv6. */
public record Network(InetAddress prefix, int bits) {
    /** That one address and no other. */
    static Network of(InetAddress address) {
        return new Network(address, address.getAddress().length * 8);
    }
}
