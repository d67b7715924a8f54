package dev.parley.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.phoenix.Side;
import dev.parley.testing.Requirement;
import dev.parley.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The conversation of docs/rest.md, step by step as it stands there, with a real curl. */
class RestWalkIT {
    private static final Pattern STEP = Pattern.compile("(?ms)^```sh\n(.*?)^```$");
    private static final byte[] DOT = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    @TempDir
    private Path directory;

    @Test
    void theDocumentedStepsWork() throws Exception {
        Requirement.CURL.orSkip();
        Path shell = Requirement.BASH.orSkip();
        TestServer server = TestServer.start();
        try {
            String bot = server.makeBot("{\"engine\":{\"type\":\"echo\",\"prefix\":\"echo: \"},\"channels\":"
                    + "[{\"type\":\"websocket\",\"access_token\":\"t\",\"scope\":\"session\"}]}");
            try (Side person = Side.person(server.url(), bot, "t")) {
                String session = person.open("{}");
                person.say(session, "it is broken");
                person.hear("btu_msg");
                Files.write(directory.resolve("picture.png"), DOT);

                List<String> said = run(
                        shell,
                        Map.of("url", server.url(), "token", TestServer.ADMIN_TOKEN, "bot", bot, "session", session));

                assertThat(said).isNotEmpty().noneMatch(line -> line.contains("\"errors\""));
                String transcript = server.api("GET", "/api/v1/sessions/" + session + "/transcript.txt", "")
                        .body();
                assertThat(transcript)
                        .contains("Ann (agent): [joined]", "Ann (agent): Ann here, what happened?", "[closed]");
            }
        } finally {
            server.stop();
        }
    }

    private List<String> run(Path shell, Map<String, String> variables) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(shell.toString(), "-eu", "-o", "pipefail", "-c", steps())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(variables);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(output, StandardCharsets.UTF_8);
    }

    // All steps but those that run the program, whose results are given.
    private static String steps() throws IOException {
        StringBuilder steps = new StringBuilder();
        Matcher blocks = STEP.matcher(Files.readString(Path.of("docs/rest.md")));
        while (blocks.find()) {
            if (!blocks.group(1).contains("java -jar")) {
                steps.append(blocks.group(1));
            }
        }
        return steps.toString();
    }
}
