package dev.parley.gateway.gws;

import dev.parley.conversation.BotIndex;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Lease;
import dev.parley.feed.Feed;
import dev.parley.feed.LapseSweep;
import dev.parley.feed.Loops;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.function.Function;

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
public final class GwsGateway {
    /** The name sessions born here carry. */
    public static final String NAME = ChatRef.GATEWAY;

    private final Conversations conversations;
    private final Feed feed;
    private final GwsOptions options;
    private final Loops<ChatLoop> loops;
    private final ChatRoutes routes;

    /**
     * @param peer whom a request comes from
     * @param loopCount how many event loops will mount it
     */
    public GwsGateway(
            Bots bots,
            Conversations conversations,
            Feed feed,
            GwsOptions options,
            Function<HttpServerRequest, String> peer,
            int loopCount) {
        this.conversations = conversations;
        this.feed = feed;
        this.options = options;
        this.loops = new Loops<>(loopCount);
        this.routes = new ChatRoutes(new BotIndex<>(bots, BotKeys::of), conversations, loops, options, peer);
    }

    /** Puts the routes on the router of the calling event loop. Mount it before anything that guards {@code /api}. */
    public Future<Void> mount(Vertx vertx, Router router) {
        LiveChats chats = new LiveChats(conversations, feed.reader(), new Lease(options.expiry()));
        int number = loops.add(
                vertx,
                new ChatLoop(
                        new Chats(chats),
                        new TranscriptPolls(chats),
                        new RequestLimiter(options.requestsPerMinute(), System::nanoTime)));
        vertx.setPeriodic(options.expiry().toMillis(), over -> chats.known().age());
        if (number == 0) {
            new LapseSweep(
                            feed.reader(),
                            NAME,
                            lapsed -> loops.call(
                                    loops.owner(lapsed.id()),
                                    loop -> loop.chats().expire(lapsed)))
                    .start(vertx, options.expiry(), options.sweep());
        }
        routes.mount(router);
        return Future.succeededFuture();
    }
}
