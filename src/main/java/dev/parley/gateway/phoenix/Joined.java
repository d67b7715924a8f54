package dev.parley.gateway.phoenix;

import dev.parley.bot.Bot;
import dev.parley.feed.PacedReads;
import dev.parley.phoenix.ChannelSocket;

/**
 * What a client has once it is joined to a bot's topic.
 *
 * @param entry the one its token belongs to
 */
record Joined(
        PhoenixContext context,
        PhoenixLoop loop,
        ClientConnection connection,
        ChannelSocket socket,
        Bot bot,
        WebsocketEntry entry) {
    /** On the event loop of the socket. */
    static Joined of(PhoenixContext context, ChannelSocket socket, JoinRequest request) {
        ClientConnection connection = socket.ofConnection(
                ClientConnection.class,
                () -> new ClientConnection(
                        context.conversations().quota(socket.remoteAddress()),
                        new PacedReads(socket.context(), socket::writeQueueFull, socket::onceDrained)));
        return new Joined(context, context.loops().here(), connection, socket, request.bot(), request.entry());
    }
}
