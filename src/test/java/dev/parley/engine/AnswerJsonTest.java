package dev.parley.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.conversation.Message;
import dev.parley.conversation.NextStep;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerJsonTest {
    @Test
    void everythingMayBeLeftOut() {
        assertThat(read("null")).isEqualTo(Answer.NONE);
        assertThat(read("{}")).isEqualTo(Answer.NONE);
        assertThat(read("[]")).isEqualTo(Answer.NONE);
        assertThat(read("{'messages':null,'data':null,'handoff':null,'close':null,'more':1}"))
                .isEqualTo(Answer.NONE);
    }

    @Test
    void aMessageAloneIsAnAnswer() {
        Answer hello = Answer.of(List.of(Message.text("hello")));

        assertThat(read("'hello'")).isEqualTo(hello);
        assertThat(read("{'text':'hello'}")).isEqualTo(hello);
        assertThat(read("['hello']")).isEqualTo(hello);
        assertThat(read("{'messages':[{'text':'hello'}]}")).isEqualTo(hello);
    }

    @Test
    void dataIsSetAndNullRemoves() {
        Answer answer = read("{'data':{'a':1,'b':null,'c':{'d':null},'e\\u0000f':'g\\u0000h'}}");

        assertThat(answer.data().set()).isEqualTo(new JsonObject("{\"a\":1,\"c\":{\"d\":null},\"ef\":\"gh\"}"));
        assertThat(answer.data().remove()).isEqualTo(Set.of("b"));
    }

    @Test
    void theEndGoesBeforeEverythingElseAndAHandOffNeedsSomebody() {
        assertThat(read("{'no_agent':true}").then()).isEqualTo(NextStep.NO_AGENT);
        assertThat(read("{'no_agent':true,'handoff':true}").then()).isEqualTo(NextStep.NO_AGENT);
        assertThat(read("{'no_agent':true,'close':true}").then()).isEqualTo(NextStep.CLOSE);
        assertThat(read("{'handoff':true}").then()).isEqualTo(NextStep.HAND_OFF);
        assertThat(read("{'close':true}").then()).isEqualTo(NextStep.CLOSE);
        assertThat(read("{'handoff':true,'close':true}").then()).isEqualTo(NextStep.CLOSE);
        assertThat(read("{'handoff':false,'close':false}").then()).isEqualTo(NextStep.GO_ON);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "7 | the answer is no message",
                "' ' | text",
                "{'text':7} | text",
                "[7] | the answer's 0",
                "{'messages':{}} | the answer's messages is not a list",
                "{'messages':['a',{'text':'b','buttons':[{'title':'c'}]}]} | messages/1/buttons/0/value",
                "{'data':7} | the answer's data is not an object",
                "{'close':'yes'} | the answer's close is not true or false",
                "{'handoff':1} | the answer's handoff is not true or false"
            })
    void whatIsNoAnswerIsRefusedForGoodWithItsPlace(String json, String why) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(
                        DeliveryException.class,
                        refused -> assertThat(refused.isRefused()).isTrue())
                .hasMessageContaining(why);
    }

    @Test
    void dataThatIsNestedTooDeepIsRefused() {
        String deep = "{'a':".repeat(120) + "1" + "}".repeat(120);

        assertThatThrownBy(() -> read("{'data':" + deep + "}")).hasMessageContaining("nested deeper");
    }

    private static Answer read(String json) {
        return AnswerJson.read(Json.decodeValue(json.replace('\'', '"')));
    }
}
