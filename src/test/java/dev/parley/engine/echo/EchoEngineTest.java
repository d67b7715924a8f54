package dev.parley.engine.echo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bot.Problem;
import dev.parley.conversation.Body;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.Message;
import dev.parley.conversation.NextStep;
import dev.parley.delivery.Heard;
import dev.parley.engine.Answer;
import dev.parley.engine.Engine;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EchoEngineTest {
    private final EchoProvider provider = new EchoProvider();

    @Test
    void aTextComesBackBehindThePrefix() {
        assertThat(hear("{'prefix':'echo: '}", new Body.Text("hi"))).isEqualTo(says("echo: hi"));
        assertThat(hear("{}", new Body.Text("hi"))).isEqualTo(says("hi"));
    }

    @Test
    void anImageComesBackAsTheSameImage() {
        UUID image = UUID.randomUUID();

        assertThat(hear("{'prefix':'echo: '}", new Body.Image(image, "image/png")))
                .isEqualTo(Answer.of(List.of(new Message(null, image, null, List.of(), null, null))));
    }

    @Test
    void aFileComesBackAsTheSameFile() {
        Body.File file = new Body.File("https://files.example/a.pdf", "a.pdf", "application/pdf", 7L);

        assertThat(hear("{}", file))
                .isEqualTo(Answer.of(List.of(new Message(null, null, file, List.of(), null, null))));
    }

    @ParameterizedTest
    @MethodSource
    void nothingElseIsAnswered(Body body) {
        assertThat(hear("{'prefix':'echo: '}", body)).isEqualTo(Answer.NONE);
    }

    static Stream<Body> nothingElseIsAnswered() {
        return Stream.of(
                new Body.InvalidImage("x"),
                new Body.DataMerged(new JsonObject().put("a", 1), Set.of()),
                new Body.Joined(),
                new Body.Left(),
                new Body.Closed());
    }

    @ParameterizedTest
    @CsvSource({"/quiet,false", "/quiet please,false", "be /quiet,true", "/Quiet,true"})
    void aTextThatBeginsQuietIsNotAnswered(String text, boolean answered) {
        assertThat(hear("{'quiet':'/quiet'}", new Body.Text(text))).isEqualTo(answered ? says(text) : Answer.NONE);
    }

    @ParameterizedTest
    @CsvSource({"bye,true", "bye bye,false", "Bye,false"})
    void theVeryTextOfEndOnIsAnsweredAndEndsTheConversation(String text, boolean ends) {
        assertThat(hear("{'prefix':'echo: ','end_on':'bye'}", new Body.Text(text)))
                .isEqualTo(Answer.of(
                        List.of(Message.text("echo: " + text)),
                        DataPatch.NONE,
                        ends ? NextStep.CLOSE : NextStep.GO_ON));
    }

    @Test
    void typingIsShownWhenAskedFor() {
        assertThat(engine("{'typing':true}").showsTyping()).isTrue();
        assertThat(engine("{'typing':false}").showsTyping()).isFalse();
        assertThat(engine("{}").showsTyping()).isFalse();
    }

    @Test
    void allSettingsTogetherAreFine() {
        assertThat(provider.check(manifest("{'prefix':'','typing':true,'quiet':'/q','end_on':'bye'}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'prefix':5}    | {'path':'#/engine/prefix','error':{'expected':['string'],'actual':'integer'}}",
                "{'prefix':null} | {'path':'#/engine/prefix','error':{'expected':['string'],'actual':'null'}}",
                "{'typing':'on'} | {'path':'#/engine/typing','error':{'expected':['boolean'],'actual':'string'}}",
                "{'quiet':[]}    | {'path':'#/engine/quiet','error':{'expected':['string'],'actual':'array'}}",
                "{'quiet':''}    | {'path':'#/engine/quiet','error':{'expected':1,'actual':0}}",
                "{'end_on':{}}   | {'path':'#/engine/end_on','error':{'expected':['string'],'actual':'object'}}",
                "{'end_on':true} | {'path':'#/engine/end_on','error':{'expected':['string'],'actual':'boolean'}}",
                "{'end-on':'x'}  | {'path':'#/engine/end-on','error':{'unknown':'end-on','nearest':'end_on'}}",
                "{'quite':'x'}   | {'path':'#/engine/quite','error':{'unknown':'quite','nearest':'quiet'}}",
            })
    void aWrongSettingIsRefused(String settings, String problem) {
        assertThat(provider.check(manifest(settings))).containsExactly(new Problem(json(problem)));
    }

    private Answer hear(String settings, Body body) {
        return engine(settings).deliver(Heard.delivery(new JsonObject(), body)).result();
    }

    private Engine engine(String settings) {
        return provider.create(null, Heard.bot(manifest(settings)));
    }

    private static Answer says(String text) {
        return Answer.of(List.of(Message.text(text)));
    }

    private static JsonObject manifest(String settings) {
        return new JsonObject().put("engine", json(settings).put("type", "echo"));
    }

    private static JsonObject json(String text) {
        return new JsonObject(text.replace('\'', '"'));
    }
}
