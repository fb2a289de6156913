package esg.domain.pattern;

import java.net.InetAddress;

/** Addresses that share their first {@code bits} bits with {@code prefix}: 0 to 32, or to 128 for IPv6. */
public record Network(InetAddress prefix, int bits) {
    /** That one address and no other. */
    public static Network of(InetAddress address) {
        return new Network(address, address.getAddress().length * 8);
    }

    /** Never true for an address of the other family. */
    public boolean contains(InetAddress address) {
        var ours = prefix.getAddress();
        var theirs = address.getAddress();
        if (ours.length != theirs.length) return false;
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) if (ours[i] != theirs[i]) return false;
        int rest = bits % 8;
        return rest == 0 || ((ours[whole] ^ theirs[whole]) & (0xff << (8 - rest)) & 0xff) == 0;
    }

    /** {@code 192.0.2.0/24}; of a single address the address alone. */
    @Override
    public String toString() {
        var text = Hosts.text(prefix);
        return bits == prefix.getAddress().length * 8 ? text : text + "/" + bits;
    }
}
