package dev.parley.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.Gateways;
import dev.parley.gateway.phoenix.PhoenixOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigTableTest {
    private static final ConfigKeys KEYS = new Gateways().configKeys();
    private static final Path DOCUMENT = Path.of("docs/configuration.md");
    private static final String BEGIN = "<!-- keys: begin -->\n";
    private static final String END = "<!-- keys: end -->";

    @Test
    void theDocumentedTableIsTheCodes() throws IOException {
        String document = Files.readString(DOCUMENT).replace("\r\n", "\n");
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);

        if (Boolean.getBoolean("parley.write")) {
            Files.writeString(
                    DOCUMENT, document.substring(0, begin) + ConfigTable.markdown(KEYS) + document.substring(end));
            return;
        }
        assertThat(document.substring(begin, end))
                .as("docs/configuration.md; write it anew with: ./mvnw test -Dtest=ConfigTableTest -Dparley.write=true")
                .isEqualTo(ConfigTable.markdown(KEYS));
    }

    @Test
    void everyKeyIsInTheSampleFile() throws IOException {
        String sample = Files.readString(Path.of("conf/parley.yaml"));

        assertThat(KEYS.all()).allSatisfy(key -> {
            String name = key.path().substring(key.path().indexOf('.') + 1);
            assertThat(sample).containsPattern("(?m)^# *" + name + ":");
        });
    }

    @Test
    void environmentAndFlagNamesFollowFromThePath() {
        assertThat(PhoenixOptions.MAX_FRAME.env()).isEqualTo("PARLEY_PHOENIX_MAX_FRAME");
        assertThat(PhoenixOptions.MAX_FRAME.flag()).isEqualTo("--phoenix-max-frame");
    }

    @Test
    void noTwoKeysShareAName() {
        assertThat(KEYS.all()).extracting(ConfigKey::env).doesNotHaveDuplicates();
        assertThat(KEYS.all()).extracting(ConfigKey::flag).doesNotHaveDuplicates();
    }
}
