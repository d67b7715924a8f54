package dev.parley.phoenix;

import dev.parley.websocket.OriginPolicy;
import dev.parley.websocket.WebSocketLimits;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.function.Function;

/**
 * What an endpoint was told when it was built.
 *
 * @param subprotocols in the order they are preferred
 * @param limits of a WebSocket, as the options say
 */
record EndpointSettings(
        ChannelRoutes routes,
        ConnectHandler connect,
        OriginPolicy origins,
        List<String> subprotocols,
        boolean authToken,
        boolean refusesUnjoinedLeave,
        SocketOptions options,
        WebSocketLimits limits,
        Function<HttpServerRequest, String> remoteAddress) {}
