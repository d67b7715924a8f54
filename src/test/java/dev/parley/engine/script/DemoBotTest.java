package dev.parley.engine.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bot.ManifestReader;
import dev.parley.bot.Reading;
import dev.parley.conversation.Body;
import dev.parley.conversation.Button;
import dev.parley.conversation.Message;
import dev.parley.engine.Engines;
import dev.parley.engine.http.OutboundPolicy;
import dev.parley.gateway.Gateways;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoBotTest {
    private final JsonObject manifest = read();

    @Test
    void itPassesItsChecksAndLeavesTheTokenToWhoeverMakesIt() {
        assertThat(new ManifestReader(new Engines(new OutboundPolicy(true, List.of())), new Gateways().entryTypes())
                        .read(manifest))
                .isInstanceOf(Reading.Valid.class);
        assertThat(manifest.getJsonArray("channels"))
                .singleElement()
                .isEqualTo(new JsonObject("{\"type\":\"websocket\",\"scope\":\"session\",\"page\":true}"));
    }

    @Test
    void itGreetsAtOnceWithButtons() {
        List<Message> greeting =
                new Talk(manifest).hear(new Body.Text("anybody there?")).messages();

        assertThat(greeting).hasSize(3);
        assertThat(greeting.get(0).text()).startsWith("Hello!");
        assertThat(greeting.get(1).buttons())
                .extracting(Button::value)
                .containsExactly("help", "picture", "log", "about");
    }

    @Test
    void everyButtonLeadsSomewhere() {
        for (Button button :
                new Talk(manifest).hear(new Body.Text("?")).messages().get(1).buttons()) {
            Talk talk = new Talk(manifest);
            assertThat(Talk.texts(talk.hear(new Body.Text(button.title(), List.of(), button.value()))))
                    .as(button.title())
                    .doesNotContain("Hello! I am the demo bot of this Parley server.");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hi                                  | Hello!",
                "Help me please                      | These are my words",
                "may I send you a photo?             | Send me one",
                "what is in the log and is it durable? | Everything said here",
                "tell me about this                  | Parley relays conversations",
                "thanks, goodbye                     | Goodbye",
                "stop                                | All right",
                "log or picture                      | Which one do you mean?",
            })
    void itUnderstandsWholeSentences(String text, String answer) {
        assertThat(new Talk(manifest).say(text)).first().asString().startsWith(answer);
    }

    @Test
    void itIsGladAboutAPicture() {
        assertThat(new Talk(manifest).showImage()).singleElement().asString().startsWith("What a nice picture");
    }

    private static JsonObject read() {
        try (InputStream in = DemoBotTest.class.getResourceAsStream("/dev/parley/server/demo-bot.json")) {
            return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
