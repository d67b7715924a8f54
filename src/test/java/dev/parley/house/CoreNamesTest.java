package dev.parley.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bot.EntryType;
import dev.parley.engine.EngineProvider;
import dev.parley.gateway.GatewayProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stands below the gateways and the engines names none of them, in no text either. */
class CoreNamesTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/parley");
    private static final Pattern TOKEN = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*|\"((?:\\\\.|[^\"\\\\])*)\"");

    /** Protocol libraries have their protocol's words; doors and engines their own. */
    private static final List<String> ABOVE_OR_LIBRARY = List.of(
            "phoenix",
            "socketio",
            "engineio",
            "websocket",
            "gateway/",
            "engine/",
            "api",
            "delivery",
            "cli",
            "server",
            "admin");

    /** Words of other meanings, by file and why. */
    private static final Map<String, String> ALLOWED =
            Map.of("config/ConfigTable.java none", "what the table shows of a key without a default");

    @Test
    void noTextOfTheCoreIsAProvidersName() throws IOException {
        Set<String> names = names();
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String place = SOURCES.relativize(file).toString();
                if (ABOVE_OR_LIBRARY.stream().anyMatch(place::startsWith)) {
                    continue;
                }
                Matcher token = TOKEN.matcher(Files.readString(file));
                while (token.find()) {
                    String text = token.group(1);
                    if (text != null && names.contains(text) && !ALLOWED.containsKey(place + " " + text)) {
                        found.add(place + " names " + text);
                    }
                }
            }
        }

        assertThat(names).contains("phoenix", "gws", "script", "echo");
        assertThat(found).isEmpty();
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (GatewayProvider provider : ServiceLoader.load(GatewayProvider.class)) {
            names.add(provider.name());
            provider.entryTypes().stream().map(EntryType::type).forEach(names::add);
        }
        ServiceLoader.load(EngineProvider.class).forEach(provider -> names.add(provider.type()));
        return names;
    }
}
