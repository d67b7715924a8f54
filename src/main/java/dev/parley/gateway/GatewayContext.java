package dev.parley.gateway;

import dev.parley.config.Config;
import dev.parley.config.ConfigKey;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.DocumentQueries;
import dev.parley.conversation.PersonQueries;
import dev.parley.conversation.Undeliverables;
import dev.parley.feed.Feed;
import dev.parley.media.ImageRoutes;
import dev.parley.websocket.OriginPolicy;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.UUID;

/** What a gateway may use of the server it runs in; the same for all gateways. Any thread. */
public interface GatewayContext {
    /** The Vert.x of the server; a loop's own is handed over when it is mounted. */
    Vertx vertx();

    /** How many event loops will mount the gateway. */
    int loops();

    /** The configuration; a gateway's own keys too. */
    Config config();

    /** The bots, each with the entries that gateways have read of its manifest. */
    Bots bots();

    /** Where everything that is said is written, and read again. */
    Conversations conversations();

    /** Who persons are. */
    PersonQueries persons();

    /** What is kept beside the logs. */
    DocumentQueries documents();

    /** How logs are read and followed. */
    Feed feed();

    /** The events that were given up. */
    Undeliverables undeliverables();

    /** How images and files are taken. */
    ImageRoutes images();

    /** What is asked of a bot's engine directly. */
    EngineCalls engines();

    /** The server's Phoenix endpoint, for whoever has topics on it. */
    PhoenixTopics topics();

    /** Which pages may open sockets, beside what a bot's manifest says. */
    OriginPolicy origins();

    /** Whom a request comes from, behind trusted proxies. */
    String clientAddress(HttpServerRequest request);

    /** Whether a token of the REST API may speak in a bot's conversations. */
    boolean speaks(String token, UUID bot);

    /** What absolute addresses begin with, without a slash at the end; empty when it is not configured. */
    default String publicUrl() {
        return config().find(ConfigKey.PUBLIC_URL).map(URI::toString).orElse("");
    }
}
