package dev.parley.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.gateway.phoenix.Side;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A third party's engine in a jar on the class path of the real server. */
class OwnEngineIT {
    private static final String MANIFEST = "{\"engine\":{\"type\":\"shouting\"},\"channels\":[{\"type\":\"websocket\","
            + "\"access_token\":\"" + ServerProcess.BOT_TOKEN + "\"}]}";

    @TempDir
    Path directory;

    @Test
    void anEngineInAJarIsFoundByItsType() throws Exception {
        Path jar = EngineJar.make(directory, ServerProcess.classPath());
        try (ServerProcess server = ServerProcess.with(jar)) {
            String bot = server.makeBot(MANIFEST);
            try (Side person = Side.person(server.url(), bot, ServerProcess.BOT_TOKEN)) {
                person.say(person.open("{}"), "hello");

                assertThat(person.hear("btu_msg").get("text").asText()).isEqualTo("HELLO");
            }
            assertThatThrownBy(() -> server.makeBot(MANIFEST.replace("\"shouting\"", "\"shouting\",\"louder\":1")))
                    .hasMessageContaining("louder");
        }
    }

    @Test
    void withoutTheJarItsTypeIsUnknown() throws Exception {
        try (ServerProcess server = new ServerProcess()) {
            assertThatThrownBy(() -> server.makeBot(MANIFEST)).hasMessageContaining("shouting");
        }
    }
}
