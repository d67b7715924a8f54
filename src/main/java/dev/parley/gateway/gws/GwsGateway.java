package dev.parley.gateway.gws;

import dev.parley.conversation.Lease;
import dev.parley.feed.LapseSweep;
import dev.parley.feed.Loops;
import dev.parley.gateway.Gateway;
import dev.parley.gateway.GatewayContext;
import dev.parley.http.OwnedPath;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.List;

/**
 * The gateway for polling clients. One for the server; each event loop with an HTTP server calls {@link #mount} once.
 *
 * <p>There is nobody to push to: clients come and ask. So no log is followed here, and nothing runs for a chat that
 * nobody asks for. A request is taken on any event loop and dealt with on the one that owns its chat, where all of the
 * chat's requests, which shipped clients send side by side, wait for each other:
 *
 * <pre>
 *   request --> {@link ChatRoutes} --bot by apikey--> owner of the chat: {@link Chats} shows, says, types, completes
 *                                                                   {@link TranscriptPolls} reads the log as a transcript
 *                {@link LapseSweep} --lapsed chats--> owner: ends those whose client has just gone
 * </pre>
 *
 * <p>A chat's state, participants and numbered entries are no state here: they are what its log reads as
 * ({@link Transcript}), so a restart changes nothing.
 */
final class GwsGateway implements Gateway {
    /** The name sessions born here carry. */
    static final String NAME = ChatRef.GATEWAY;

    private final GatewayContext context;
    private final GwsOptions options;
    private final Loops<ChatLoop> loops;
    private final ChatRoutes routes;

    GwsGateway(GatewayContext context) {
        this.context = context;
        this.options = GwsOptions.of(context.config());
        this.loops = new Loops<>(context.loops());
        this.routes = new ChatRoutes(context, loops, options);
    }

    @Override
    public Future<Void> mount(Vertx vertx, Router router) {
        LiveChats chats = new LiveChats(context.conversations(), context.feed().reader(), new Lease(options.expiry()));
        int number = loops.add(
                vertx,
                new ChatLoop(
                        new Chats(chats),
                        new TranscriptPolls(chats),
                        new RequestLimiter(options.requestsPerMinute(), System::nanoTime)));
        vertx.setPeriodic(options.expiry().toMillis(), over -> chats.known().age());
        if (number == 0) {
            new LapseSweep(
                            context.feed().reader(),
                            NAME,
                            lapsed -> loops.call(
                                    loops.owner(lapsed.id()),
                                    loop -> loop.chats().expire(lapsed)))
                    .start(vertx, options.expiry(), context.config().timers().sweep());
        }
        routes.mount(router);
        return Future.succeededFuture();
    }

    @Override
    public List<OwnedPath> paths() {
        return List.of(routes.owned());
    }
}
