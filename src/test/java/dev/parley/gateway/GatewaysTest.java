package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bot.ChannelEntry;
import dev.parley.bot.EntryType;
import dev.parley.bot.ObjectSchema;
import dev.parley.config.ConfigKey;
import dev.parley.config.ConfigSection;
import dev.parley.config.ConfigType;
import dev.parley.engine.EngineProvider;
import dev.parley.testing.ClassPath;
import dev.parley.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewaysTest {
    @Test
    void knowsTheGatewaysOnTheClassPath() {
        assertThat(new Gateways().providers())
                .extracting(GatewayProvider::name)
                .startsWith("phoenix", "chip", "gws", "chatio", "expertflow");
    }

    @Test
    void twoOfOneNameTypeOrPrefixAreRefusedByTheirClasses() {
        Fake one = new Fake("one", "a", "one.x", false);

        assertThat(new Gateways(List.of(one, new Fake("two", "b", "two.x", false))).providers())
                .hasSize(2);
        refused("Two gateways named one", one, new Other("one", "b", "two.x", false));
        refused("Two gateways with entries of type a", one, new Other("two", "a", "two.x", false));
        refused("Two gateways with configuration keys under one", one, new Other("two", "b", "one.y", false));
        refused(
                "Two gateways with the default entry",
                new Fake("one", "a", "one.x", true),
                new Other("two", "b", "two.x", true));
    }

    @Test
    void oneThatDoesNotLoadIsRefusedByItsClass(@TempDir Path directory) throws IOException {
        URL file = Files.writeString(directory.resolve("services"), "com.example.Gone\n")
                .toUri()
                .toURL();

        ClassPath.withServices(
                GatewayProvider.class,
                file,
                () -> assertThatThrownBy(Gateways::new)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("com.example.Gone"));
        ClassPath.withServices(
                EngineProvider.class,
                file,
                () -> assertThatThrownBy(TestServer::start).hasMessageContaining("com.example.Gone"));
    }

    @Test
    void theServersOwnKeysAreNoGateways() {
        assertThatThrownBy(() -> new Gateways(List.of(new Fake("one", "a", "http.door", false))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("under http: the server and " + Fake.class.getName());
    }

    @Test
    void aGatewaysKeysAreListedBeforeTheServersTimers() {
        List<String> keys = new Gateways(List.of(new Fake("one", "a", "one.x", false)))
                .configKeys().all().stream().map(ConfigKey::path).toList();

        assertThat(keys).containsSubsequence("metrics-port", "one.x", "reconcile-interval");
    }

    private static void refused(String why, Fake one, Other other) {
        assertThatThrownBy(() -> new Gateways(List.of(one, other)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(why + ": " + Fake.class.getName() + " and " + Other.class.getName());
    }

    private static class Fake implements GatewayProvider {
        private final String name;
        private final String type;
        private final String key;
        private final boolean usual;

        Fake(String name, String type, String key, boolean usual) {
            this.name = name;
            this.type = type;
            this.key = key;
            this.usual = usual;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<EntryType> entryTypes() {
            ChannelEntry entry = () -> type;
            return List.of(EntryType.of(type, ObjectSchema.object(), settings -> entry));
        }

        @Override
        public Optional<JsonObject> defaultEntry() {
            return usual ? Optional.of(new JsonObject().put("type", type)) : Optional.empty();
        }

        @Override
        public ConfigSection settings() {
            return ConfigSection.of(new ConfigKey<>(key, ConfigType.word(), null, "A word."));
        }

        @Override
        public Gateway create(GatewayContext context) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Other extends Fake {
        Other(String name, String type, String key, boolean usual) {
            super(name, type, key, usual);
        }
    }
}
