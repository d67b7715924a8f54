package dev.parley.gateway.gws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestsTest {
    @Test
    void aChatIsAskedForWithWhatIsKnownOfTheCustomer() {
        ChatRequests.RequestChat asked = ChatRequests.requestChat(new JsonObject("""
                {"operationName":"RequestChat","nickname":"Ann","subject":"","more":1,
                 "userData":{"EmailAddress":"ann@example.org","nickname":"Bob",".session":"x"}}"""));

        assertThat(asked.nickname()).isEqualTo("Ann");
        assertThat(asked.data())
                .isEqualTo(
                        new JsonObject("{\"EmailAddress\":\"ann@example.org\",\"nickname\":\"Ann\",\"subject\":\"\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "nothing", "[]", "\"text\"", "1", "null", "a=b&c=d", "{} {}", "{\"a\":1"})
    void whatIsNoObjectIsRefused(String body) {
        assertThat(refused(() -> ChatRequests.body(Buffer.buffer(body)))).isEqualTo("400/1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'subject':'s'} | 400/1",
                "{'nickname':'','subject':'s'} | 400/1",
                "{'nickname':'\\u0000','subject':'s'} | 400/1",
                "{'nickname':null,'subject':'s'} | 400/1",
                "{'nickname':'n'} | 400/1",
                "{'nickname':7,'subject':'s'} | 400/10",
                "{'nickname':'n','subject':{}} | 400/10",
                "{'nickname':'n','subject':'s','userData':[]} | 400/10",
                "{'nickname':'n','subject':'s','userData':'x'} | 400/10"
            })
    void aChatThatIsNotWellAskedForIsRefused(String fields, String refusal) {
        JsonObject body = json(fields).put("operationName", "RequestChat");

        assertThat(refused(() -> ChatRequests.requestChat(body))).isEqualTo(refusal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'operationName':'SendMessage'}", "{'operationName':5}", "{'operationName':null}"})
    void onlyRequestChatBeginsAChat(String fields) {
        JsonObject body = json(fields).put("nickname", "n").put("subject", "s");

        assertThat(refused(() -> ChatRequests.requestChat(body))).isEqualTo("400/1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 400/1",
                "{'operationName':null} | 400/1",
                "{'operationName':5} | 400/10",
                "{'operationName':''} | 405/3",
                "{'operationName':'Dance'} | 405/3",
                "{'operationName':'PushUrl'} | 405/3",
                "{'operationName':'RequestChat'} | 405/3",
                "{'operationName':'sendmessage'} | 405/3"
            })
    void anOperationThatIsNotOneIsRefused(String body, String refusal) {
        assertThat(refused(() -> ChatRequests.operation(json(body)))).isEqualTo(refusal);
    }

    @Test
    void everyOperationIsKnownByItsName() {
        for (ChatRequests.Operation operation : ChatRequests.Operation.values()) {
            assertThat(ChatRequests.operation(new JsonObject().put("operationName", operation.text())))
                    .isEqualTo(operation);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 400/1",
                "{'text':null} | 400/1",
                "{'text':''} | 400/1",
                "{'text':'\\u0000\\ud800'} | 400/1",
                "{'text':7} | 400/10",
                "{'text':['a']} | 400/10"
            })
    void aTextThatIsNoneIsRefused(String body, String refusal) {
        assertThat(refused(() -> ChatRequests.text(json(body)))).isEqualTo(refusal);
    }

    @Test
    void blanksAreAText() {
        assertThat(ChatRequests.text(json("{'text':'  '}"))).isEqualTo("  ");
    }

    private static JsonObject json(String quoted) {
        return new JsonObject(quoted.replace('\'', '"'));
    }

    private static String refused(ThrowableAssert.ThrowingCallable call) {
        Fault fault = catchThrowableOfType(Fault.class, call);
        return fault.status() + "/" + fault.code();
    }
}
