package dev.parley.gateway.expertflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The connectors that stand for the customers of a channel: of each channel the one that came last. Any thread. */
final class Connectors {
    private final Map<String, Connector> byChannel = new ConcurrentHashMap<>();

    /**
     * A connector.
     *
     * @param bot whose customers it stands for
     * @param secret what it showed, null for nothing
     */
    record Connector(
            String channel,
            UUID bot,
            CustomerSocket socket,
            @Nullable String secret) {
        /** Whether the bot's entry lets it in: by what it showed, or by where it comes from. */
        boolean isAllowed(ExpertflowEntry entry) {
            String address = socket.handshake().address();
            return opens(entry.connectorSecret(), secret)
                    || entry.connectorAddresses().stream().anyMatch(network -> network.contains(address));
        }

        private static boolean opens(@Nullable String wanted, @Nullable String guess) {
            return wanted != null
                    && guess != null
                    && MessageDigest.isEqual(wanted.getBytes(UTF_8), guess.getBytes(UTF_8));
        }
    }

    /** Puts a connector in the place of the one before. */
    void put(Connector connector) {
        byChannel.put(BotChannels.key(connector.channel()), connector);
    }

    /** The connector for a bot's customers on a channel. */
    Optional<Connector> of(UUID bot, String channel) {
        return Optional.ofNullable(byChannel.get(BotChannels.key(channel)))
                .filter(connector -> connector.bot().equals(bot));
    }

    /** Whatever a socket was registered for ends with it. */
    void remove(CustomerSocket socket) {
        byChannel.values().removeIf(connector -> connector.socket().equals(socket));
    }

    /** Looks again whether the connectors of a loop are let in. */
    void changed(ExpertflowLoop loop, BotChannels channels) {
        byChannel
                .values()
                .removeIf(connector -> connector.socket().loop().equals(loop)
                        && channels.of(connector.channel())
                                .filter(served -> served.bot().id().equals(connector.bot()))
                                .filter(served -> connector.isAllowed(served.entry()))
                                .isEmpty());
    }
}
