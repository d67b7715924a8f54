package dev.parley.config;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A range of IPv4 or IPv6 addresses, written {@code 10.0.0.0/8}, {@code fd00::/8}, or as one address.
 * No name is ever resolved: an address that is not a literal is in no network.
 *
 * @param prefix how many leading bits of {@code address} count
 */
public record Network(InetAddress address, int prefix) {
    /**
     * Reads a network.
     *
     * @throws IllegalArgumentException saying what is wrong with the text
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = literal(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException("\"" + text + "\" is not a network such as 10.0.0.0/8 or fd00::/8");
        }
        int bits = address.getAddress().length * Byte.SIZE;
        return new Network(address, slash < 0 ? bits : prefix(text, slash + 1, bits));
    }

    private static int prefix(String text, int from, int bits) {
        String digits = text.substring(from);
        if (digits.matches("\\d{1,3}") && Integer.parseInt(digits) <= bits) {
            return Integer.parseInt(digits);
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" needs a prefix length of 0 to " + bits + " after the slash");
    }

    /** True when the address, as text, lies in this network. IPv4 addresses in IPv6 dress count as IPv4. */
    public boolean contains(String text) {
        InetAddress other = literal(text);
        return other != null && contains(other);
    }

    /** The same for an address that is one. */
    public boolean contains(InetAddress other) {
        return startsAlike(address.getAddress(), other.getAddress());
    }

    /** True when it holds one address only. */
    public boolean isOneAddress() {
        return prefix == address.getAddress().length * Byte.SIZE;
    }

    private boolean startsAlike(byte[] mine, byte[] theirs) {
        if (mine.length != theirs.length) {
            return false;
        }
        int whole = prefix / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (mine[i] != theirs[i]) {
                return false;
            }
        }
        int rest = prefix % Byte.SIZE;
        return rest == 0 || ((mine[whole] ^ theirs[whole]) & (0xff << (Byte.SIZE - rest)) & 0xff) == 0;
    }

    // Java turns ::ffff:1.2.3.4 into an IPv4 address by itself, which is what a dual-stack socket shows for IPv4
    // clients.
    private static @Nullable InetAddress literal(String text) {
        String plain = text.strip();
        int zone = plain.indexOf('%');
        return NetUtil.createInetAddressFromIpAddressString(zone < 0 ? plain : plain.substring(0, zone));
    }

    /** True for {@code localhost} and addresses of the loopback interface, which nobody outside this machine reaches. */
    static boolean isLoopback(String host) {
        InetAddress address = literal(host);
        return address == null ? host.equalsIgnoreCase("localhost") : address.isLoopbackAddress();
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }
}
