package dev.parley.engineio;

import dev.parley.websocket.OriginPolicy;
import dev.parley.websocket.WebSocketLimits;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Function;

/**
 * What an endpoint was told when it was built.
 *
 * @param limits of a WebSocket, as the options say
 */
record EngineSettings(
        Function<EngineIoSocket, EngineIoHandler> accept,
        EngineIoOptions options,
        WebSocketLimits limits,
        OriginPolicy origins,
        Function<HttpServerRequest, String> remoteAddress) {}
