package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.parley.config.ConfigLoader;
import dev.parley.gateway.Gateways;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be said of the container files without a container engine. */
class DockerFilesTest {
    private static final Path DOCKERFILE = Path.of("docker/Dockerfile");
    private static final Path COMPOSE = Path.of("docker/compose.yaml");

    @Test
    void whatIsCopiedExistsAndIsNotIgnored() throws IOException {
        List<String> allowed = Files.readAllLines(Path.of(".dockerignore"));
        List<String> sources = instructions("COPY")
                .filter(arguments -> !arguments.startsWith("--from"))
                .flatMap(arguments -> Stream.of(arguments.split(" ")).limit(arguments.split(" ").length - 1L))
                .toList();

        assertThat(sources).contains("src", "pom.xml", "mvnw");
        assertThat(sources).allSatisfy(source -> {
            assertThat(Path.of(source)).exists();
            assertThat(allowed).contains("!" + source);
        });
    }

    @Test
    void itDoesNotRunAsRoot() throws IOException {
        assertThat(instructions("USER")).singleElement().asString().matches("[1-9]\\d*:[1-9]\\d*");
    }

    @Test
    void theHealthCheckAsksTheServer() throws IOException {
        assertThat(instructions("HEALTHCHECK")).singleElement().asString().contains("\"health\"");
    }

    @Test
    void theSqliteLibraryIsWhereTheDriverHasIt() throws IOException {
        assertThat(Files.readString(DOCKERFILE)).contains("org/sqlite/native/Linux/$arch/libsqlitejdbc.so");
        for (String architecture : List.of("x86_64", "aarch64")) {
            assertThat(getClass().getResource("/org/sqlite/native/Linux/" + architecture + "/libsqlitejdbc.so"))
                    .isNotNull();
        }
    }

    @Test
    void everythingButTheVolumesIsReadOnly() throws IOException {
        JsonNode service = service();

        assertThat(service.path("read_only").asBoolean()).isTrue();
        assertThat(texts(service.path("cap_drop"))).containsExactly("ALL");
        assertThat(texts(service.path("security_opt"))).contains("no-new-privileges:true");
        assertThat(texts(service.path("volumes")))
                .allSatisfy(volume -> assertThat(volume).matches("(data|uploads):/parley/(data|uploads)|.*:ro"));
        assertThat(instructions("VOLUME")).singleElement().asString().contains("/parley/data", "/parley/uploads");
    }

    @Test
    void theComposeFilePointsAtThingsThatExist() throws IOException {
        JsonNode build = service().path("build");

        assertThat(COMPOSE.resolveSibling(build.path("context").asText()).normalize())
                .isEqualTo(Path.of(""));
        assertThat(Path.of(build.path("dockerfile").asText())).isEqualTo(DOCKERFILE);
    }

    @Test
    void itsEnvironmentIsAValidConfiguration() throws IOException {
        Map<String, String> environment = new HashMap<>();
        service()
                .path("environment")
                .fields()
                .forEachRemaining(entry -> environment.put(
                        // An unset ${NAME:-} becomes empty.
                        entry.getKey(),
                        entry.getValue().asText().startsWith("${")
                                ? ""
                                : entry.getValue().asText()));
        instructions("ENV")
                .flatMap(arguments -> Stream.of(arguments.split(" ")))
                .filter(assignment -> assignment.startsWith("PARLEY_"))
                .forEach(assignment ->
                        environment.put(assignment.split("=")[0], assignment.split("=")[1]));

        assertThat(ConfigLoader.load(new Gateways().configKeys(), Optional.empty(), environment, Map.of())
                        .http()
                        .host())
                .isEqualTo("0.0.0.0");
    }

    private static JsonNode service() throws IOException {
        return new YAMLMapper().readTree(COMPOSE.toFile()).path("services").path("parley");
    }

    private static List<String> texts(JsonNode array) {
        return Stream.iterate(0, i -> i < array.size(), i -> i + 1)
                .map(i -> array.get(i).asText())
                .toList();
    }

    private static Stream<String> instructions(String name) throws IOException {
        String joined =
                Files.readString(DOCKERFILE).replaceAll("(?m)^#.*\\R", "").replaceAll("\\\\\\R\\s*", "");
        return joined.lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1));
    }
}
