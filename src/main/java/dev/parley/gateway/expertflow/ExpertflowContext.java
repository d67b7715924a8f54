package dev.parley.gateway.expertflow;

import dev.parley.conversation.BotIndex;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Lease;
import dev.parley.conversation.Session;
import dev.parley.feed.LogReader;
import dev.parley.gateway.GatewayContext;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway's parts work with. Thread-safe.
 *
 * @param channels which bot serves which channel
 * @param lease how long a conversation lives in which nothing is said
 */
record ExpertflowContext(
        GatewayContext server,
        ExpertflowOptions options,
        BotIndex<BotChannels> channels,
        Customers customers,
        Lease lease) {
    static ExpertflowContext of(GatewayContext server) {
        ExpertflowOptions options = ExpertflowOptions.of(server.config());
        return new ExpertflowContext(
                server,
                options,
                new BotIndex<>(server.bots(), BotChannels::of),
                new Customers(server.conversations()),
                new Lease(options.idle()));
    }

    Conversations conversations() {
        return server.conversations();
    }

    LogReader reader() {
        return server.feed().reader();
    }

    Participant botOf(Session session) {
        return Participant.bot(server.bots()
                .get(session.bot())
                .map(bot -> bot.manifest().name())
                .orElse("Bot"));
    }

    /** What the addresses of images begin with for a client that asked by a name. */
    String imageBase(@Nullable String host) {
        boolean relative = server.publicUrl().isEmpty() && host != null;
        return relative ? server.config().http().scheme() + "://" + host : server.publicUrl();
    }
}
