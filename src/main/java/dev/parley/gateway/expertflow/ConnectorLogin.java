package dev.parley.gateway.expertflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom a socket wants to stand for, and what it shows for it. It would read what is meant for others, so it must show the
 * secret of the channel's bot, or come from where that expects connectors.
 *
 * @param bot whose customers they are
 * @param secret null for nothing
 */
record ConnectorLogin(
        String channel,
        UUID bot,
        ClientSocket client,
        @Nullable String secret) {
    /** Whether the bot's entry lets it in. */
    boolean isAllowed(ExpertflowEntry entry) {
        String address = client.handshake().address();
        return opens(entry.connectorSecret(), secret)
                || entry.connectorAddresses().stream().anyMatch(network -> network.contains(address));
    }

    private static boolean opens(@Nullable String wanted, @Nullable String guess) {
        return wanted != null && guess != null && MessageDigest.isEqual(wanted.getBytes(UTF_8), guess.getBytes(UTF_8));
    }
}
