package dev.parley.socketio;

import dev.parley.engineio.EngineIoOptions;
import java.time.Duration;

/**
 * The limits of an endpoint, with the defaults of the original servers.
 *
 * @param engine what concerns transports: heartbeats, payloads, slow readers
 * @param connectTimeout how long a connection may be in no namespace at its beginning; then it is closed
 * @param maxAttachments how many binary parts one packet may have; one more ends the connection
 * @param maxAwaitedAcks how many answers may be awaited from one client
 */
public record SocketIoOptions(EngineIoOptions engine, Duration connectTimeout, int maxAttachments, int maxAwaitedAcks) {
    public static final SocketIoOptions DEFAULT =
            new SocketIoOptions(EngineIoOptions.DEFAULT, Duration.ofSeconds(45), 10, 1_000);

    public SocketIoOptions withEngine(EngineIoOptions engine) {
        return new SocketIoOptions(engine, connectTimeout, maxAttachments, maxAwaitedAcks);
    }

    public SocketIoOptions withConnectTimeout(Duration connectTimeout) {
        return new SocketIoOptions(engine, connectTimeout, maxAttachments, maxAwaitedAcks);
    }

    public SocketIoOptions withMaxAttachments(int maxAttachments) {
        return new SocketIoOptions(engine, connectTimeout, maxAttachments, maxAwaitedAcks);
    }

    public SocketIoOptions withMaxAwaitedAcks(int maxAwaitedAcks) {
        return new SocketIoOptions(engine, connectTimeout, maxAttachments, maxAwaitedAcks);
    }
}
