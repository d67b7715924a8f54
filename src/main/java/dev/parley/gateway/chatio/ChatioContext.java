package dev.parley.gateway.chatio;

import dev.parley.bot.Bot;
import dev.parley.conversation.BotIndex;
import dev.parley.conversation.ClientQuota;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.EventJson;
import dev.parley.conversation.Session;
import dev.parley.feed.LogReader;
import dev.parley.gateway.GatewayContext;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway's parts work with. Thread-safe.
 *
 * @param licences which bot a licence stands for
 */
record ChatioContext(GatewayContext server, BotIndex<Licences> licences, OriginCheck origins, Rendering rendering) {
    private static final String BEARER = "Bearer ";

    static ChatioContext of(GatewayContext server) {
        return new ChatioContext(
                server,
                new BotIndex<>(server.bots(), Licences::of),
                new OriginCheck(server.origins()),
                new Rendering(new EventJson(server.publicUrl())));
    }

    Conversations conversations() {
        return server.conversations();
    }

    LogReader reader() {
        return server.feed().reader();
    }

    /** The threads of a chat: the sessions of its customer with its bot that were born here. */
    Future<List<Session>> newestFirst(Customer customer) {
        return reader().threads(customer.person(), customer.bot(), Customer.GATEWAY)
                .map(oldestFirst -> {
                    List<Session> threads = new ArrayList<>(oldestFirst);
                    Collections.reverse(threads);
                    return threads;
                });
    }

    /** The bot a licence stands for. */
    Optional<Bot> bot(long license) {
        return licences.get().bot(license);
    }

    /** The bot of a licence, for what a request's page may do with it; a {@link Fault} when there is none. */
    Bot admit(long license, HttpServerRequest request) {
        return origins.bot(bot(license), request.getHeader("origin"), OriginCheck.authority(request));
    }

    /** The same for a page of an origin, which is null outside browsers. */
    Bot admit(long license, @Nullable String origin, @Nullable String authority) {
        return origins.bot(bot(license), origin, authority);
    }

    /** Whoever sent a request, for what may be done in how short a time. */
    ClientQuota quota(HttpServerRequest request) {
        return conversations().quota(server.clientAddress(request));
    }

    /** Whether a request has a key that may speak for a bot. */
    boolean opensApi(@Nullable String authorization, UUID bot) {
        return authorization != null
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && server.speaks(authorization.substring(BEARER.length()).strip(), bot);
    }

    /** What absolute addresses begin with for who sent a request. */
    String base(HttpServerRequest request) {
        return server.publicUrl().isEmpty() ? request.scheme() + "://" + request.authority() : server.publicUrl();
    }
}
