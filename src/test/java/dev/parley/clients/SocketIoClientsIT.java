package dev.parley.clients;

import dev.parley.engineio.EngineIoOptions;
import dev.parley.lab.SocketIoLab;
import dev.parley.testing.LongRunning;
import dev.parley.testing.Waiting;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Three generations of socket.io-client in Node, over every transport and through the upgrade. */
@LongRunning(seconds = 55)
class SocketIoClientsIT {
    @Test
    void everyClientTalksComesBackAndStaysAwayAsItShould() throws Exception {
        NodeSuite.need();
        Vertx vertx = Vertx.vertx();
        try {
            EngineIoOptions options = EngineIoOptions.DEFAULT.withPingInterval(Duration.ofSeconds(2));
            int port = Waiting.on(SocketIoLab.start(vertx, 0, 2, options));
            NodeSuite.run("socketio-clients.test.mjs", Map.of("LAB_URL", "http://127.0.0.1:" + port));
        } finally {
            Waiting.on(vertx.close());
        }
    }
}
