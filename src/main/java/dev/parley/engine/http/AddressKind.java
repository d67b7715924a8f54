package dev.parley.engine.http;

import dev.parley.config.Network;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What lies behind an address, as far as it matters to who may be called. */
enum AddressKind {
    /** Anywhere else. */
    PUBLIC("a public"),
    /** This machine; the unspecified address leads there too. */
    LOOPBACK("a loopback"),
    /** A network that is not the internet: private use, carrier NAT, benchmarks, multicast, reserved. */
    PRIVATE("a private"),
    /** Link-local, or where clouds hand out credentials. */
    METADATA("a link-local or metadata");

    private static final List<Network> LOOPBACKS = networks("127.0.0.0/8", "0.0.0.0/8", "::1", "::");
    private static final List<Network> PRIVATES = networks(
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "100.64.0.0/10",
            "192.0.0.0/24",
            "198.18.0.0/15",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "fc00::/7",
            "fec0::/10",
            "ff00::/8");
    private static final List<Network> METADATAS =
            networks("169.254.0.0/16", "fe80::/10", "100.100.100.200", "192.0.0.192", "168.63.129.16", "fd00:ec2::254");

    /** IPv6 networks whose addresses lead to the IPv4 address in their last four bytes. */
    private static final List<Network> WRAPPED_LAST = networks("64:ff9b::/96", "64:ff9b:1::/48", "::/96");

    private static final Network SIX_TO_FOUR = Network.parse("2002::/16");

    private final String words;

    AddressKind(String words) {
        this.words = words;
    }

    /** The kind with its article: {@code a loopback}. */
    String words() {
        return words;
    }

    static AddressKind of(InetAddress address) {
        InetAddress plain = unwrapped(address);
        if (in(LOOPBACKS, plain)) {
            return LOOPBACK;
        }
        if (in(METADATAS, plain)) {
            return METADATA;
        }
        return in(PRIVATES, plain) ? PRIVATE : PUBLIC;
    }

    /** The IPv4 address that an IPv6 one stands for, or the address itself. */
    static InetAddress unwrapped(InetAddress address) {
        if (!(address instanceof Inet6Address) || in(LOOPBACKS, address)) {
            return address;
        }
        byte[] bytes = address.getAddress();
        if (in(WRAPPED_LAST, address)) {
            return four(bytes, 12);
        }
        return SIX_TO_FOUR.contains(address) ? four(bytes, 2) : address;
    }

    private static InetAddress four(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean in(List<Network> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::parse).toList();
    }
}
