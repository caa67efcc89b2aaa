package app.clockout.web;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Base64;

/** Callers' addresses as limits count them: who has one of IPv6 has a whole /64. */
final class Networks {
    private static final int HALF = 8;

    private Networks() {}

    static String of(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            var bytes = InetAddress.ofLiteral(address).getAddress();
            return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, Math.min(HALF, bytes.length)));
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
