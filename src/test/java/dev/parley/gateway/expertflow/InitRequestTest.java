package dev.parley.gateway.expertflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InitRequestTest {
    @Test
    void fieldsAreFoundInAnyCaseAndKeptUnderOneName() {
        InitRequest read = read("""
                {"FirstName":"Ann","LASTNAME":"Lee","Email":"ann@example.org","Phone":41790000000,"Channel":"web",
                 "reqestId":"r-1","Subject":"sales","vip":true,".hidden":1,"url":null}""");

        assertThat(read.attributes().data()).isEqualTo(new JsonObject("""
                {"firstName":"Ann","lastName":"Lee","email":"ann@example.org","phone":"41790000000","channel":"web",
                 "requestId":"r-1","subject":"sales","vip":true,"refId":"41790000000"}"""));
        assertThat(read.requestId()).isEqualTo("r-1");
        assertThat(read.displayName()).isEqualTo("Ann Lee");
    }

    @Test
    void theUsualSpellingWinsOverOthersWhereverItStands() {
        assertThat(read("{'Channel':'a','channel':'b','PHONE':'1'}")
                        .attributes()
                        .channel())
                .isEqualTo("b");
        assertThat(read("{'channel':'b','Channel':'a','PHONE':'1'}")
                        .attributes()
                        .channel())
                .isEqualTo("b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'refId':'r','phone':'p','email':'e@x.example' | r
            'phone':'p','email':'e@x.example'             | p
            'email':'e@x.example'                         | e@x.example
            'refId':'  ','email':'e@x.example'            | e@x.example""")
    void theAccountFallsBackToPhoneAndThenEmail(String fields, String refId) {
        assertThat(read("{'channel':'web'," + fields + "}").attributes().refId())
                .isEqualTo(refId);
    }

    @Test
    void whoGivesNoNameIsCalledCustomerAndGetsARequestId() {
        InitRequest read = read("{'channel':'sms','phone':'1'}");

        assertThat(read.displayName()).isEqualTo("Customer");
        assertThat(read.requestId())
                .isNotEmpty()
                .isNotEqualTo(read("{'channel':'sms','phone':'1'}").requestId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"text\"",
                "{}",
                "{'phone':'1'}",
                "{'channel':'web'}",
                "{'channel':'','phone':'1'}",
                "{'channel':{},'phone':'1'}",
                "{'channel':'web','phone':['1']}",
                "{'channel':'web','phone':'1','firstName':true}",
                "{'channel':'web','phone':'1','language':{'a':1}}"
            })
    void whatIsNoRequestIsRefused(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(400));
    }

    private static InitRequest read(String body) {
        return InitRequest.read(Buffer.buffer(body.replace('\'', '"')));
    }
}
