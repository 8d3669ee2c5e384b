/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.lti.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Which addresses are the public Internet's. Everything else may be a neighbour of this server that trusts it: itself, the school's
 * network, a cloud's metadata service.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA IPv4 Special-Purpose Address Registry</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IANA IPv6 Special-Purpose Address Registry</a>
 */
final class PublicAddresses {

    private record Block(int network, int prefix) {

        static Block of(String dotted, int prefix) {
            int network = 0;
            for (String part : dotted.split("\\.")) {
                network = network << 8 | Integer.parseInt(part);
            }
            return new Block(network, prefix);
        }

        boolean contains(int address) {
            int mask = -1 << (32 - prefix);
            return (address & mask) == network;
        }
    }

    private static final Block[] NOT_PUBLIC_IPV4 = {
        Block.of("0.0.0.0", 8), // this network
        Block.of("10.0.0.0", 8), // private
        Block.of("100.64.0.0", 10), // shared by a provider's customers
        Block.of("127.0.0.0", 8), // loopback
        Block.of("169.254.0.0", 16), // link-local, and the clouds' metadata services
        Block.of("172.16.0.0", 12), // private
        Block.of("192.0.0.0", 24), // protocol assignments
        Block.of("192.0.2.0", 24), // documentation
        Block.of("192.88.99.0", 24), // 6to4 relays
        Block.of("192.168.0.0", 16), // private
        Block.of("198.18.0.0", 15), // benchmarks
        Block.of("198.51.100.0", 24), // documentation
        Block.of("203.0.113.0", 24), // documentation
        Block.of("224.0.0.0", 4), // multicast
        Block.of("240.0.0.0", 4), // reserved, and broadcast
    };

    private PublicAddresses() {}

    static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address
                ? isPublicIpv4(ByteBuffer.wrap(bytes).getInt())
                : isPublicIpv6(bytes);
    }

    private static boolean isPublicIpv4(int address) {
        for (Block block : NOT_PUBLIC_IPV4) {
            if (block.contains(address)) {
                return false;
            }
        }
        return true;
    }

    /** Global unicast is 2000::/3; in it, blocks that carry an IPv4 address inside or belong to nobody are left out. */
    private static boolean isPublicIpv6(byte[] address) {
        int first = word(address, 0);
        int second = word(address, 1);
        boolean globalUnicast = (first & 0xe000) == 0x2000;
        boolean protocolAssignments = first == 0x2001 && (second & 0xfe00) == 0; // Teredo, ORCHID …
        boolean documentation = (first == 0x2001 && second == 0x0db8) || (first == 0x3fff && (second & 0xf000) == 0);
        boolean sixToFour = first == 0x2002;
        return globalUnicast && !protocolAssignments && !documentation && !sixToFour;
    }

    private static int word(byte[] address, int index) {
        return (address[2 * index] & 0xff) << 8 | address[2 * index + 1] & 0xff;
    }
}
