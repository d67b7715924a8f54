package dev.parley.gateway.expertflow;

import dev.parley.conversation.BotIndex;
import dev.parley.conversation.Session;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connectors that stand for the customers of a channel: of each channel the one that came last, as long as the
 * channel's bot lets it in. Any thread.
 */
final class Connectors {
    private final BotIndex<BotChannels> channels;
    private final Map<String, Connector> byChannel = new ConcurrentHashMap<>();

    Connectors(BotIndex<BotChannels> channels) {
        this.channels = channels;
    }

    /** Puts a connector in the place of the one before. */
    void put(Connector connector) {
        byChannel.put(ExpertflowEntry.key(connector.login().channel()), connector);
    }

    /** Whether a connector is the one that stands for its channel now; its bot may have been changed. */
    boolean stands(Connector connector) {
        ConnectorLogin login = connector.login();
        return connector.equals(byChannel.get(ExpertflowEntry.key(login.channel())))
                && channels.get()
                        .of(login.channel())
                        .filter(served -> served.bot().id().equals(login.bot()))
                        .filter(served -> login.isAllowed(served.entry()))
                        .isPresent();
    }

    /** The connector that stands for the customer of a conversation. */
    Optional<Connector> of(Session session) {
        return Optional.ofNullable(byChannel.get(ExpertflowEntry.key(new Attributes(session.data()).channel())))
                .filter(connector -> connector.login().bot().equals(session.bot()) && stands(connector));
    }

    /** Whatever a client was registered for ends with it. */
    void remove(ClientSocket client) {
        byChannel.values().removeIf(connector -> connector.login().client().equals(client));
    }
}
