package dev.parley.gateway.expertflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Draft;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'ChatMessage','text':'hi'}",
                "{'messageType':'ChatMessage','text':'hi'}",
                "{'type':'','messageType':'ChatMessage','text':'hi','attachments':null,'tag':null}",
                "{'type':'BotMessage','text':'hi','from':7,'to':'+41'}",
                "{'messageType':'LocationMessage','text':'hi'}"
            })
    void aMessageIsReadFromEitherNameOfItsKind(String payload) {
        assertThat(read(payload)).isEqualTo(new Sent.Said("hi", List.of(), ""));
    }

    @Test
    void aTextWithAttachmentsIsOneMessageOfSeveralEvents() {
        Sent.Said said = (Sent.Said) read("""
                {"type":"ChatMessage","text":"look","tag":"whisper","attachments":[
                 {"type":"image/png","name":"a.png","contentUrl":"https://img.example/a.png","thumbnailUrl":"https://img.example/t.png"},
                 {"contentUrl":"data:text/plain,hello"}]}""");

        List<Draft> drafts = said.drafts(Author.PERSON);

        assertThat(drafts)
                .extracting(Draft::body)
                .containsExactly(
                        new Body.Text("look"),
                        new Body.File(
                                "https://img.example/a.png", "a.png", "image/png", null, "https://img.example/t.png"),
                        new Body.File("data:text/plain,hello", null, null, null));
        assertThat(drafts.get(0).note()).isEqualTo(new JsonObject("{\"parts\":3,\"tag\":\"whisper\"}"));
        assertThat(drafts.get(1).note()).isNull();
    }

    @Test
    void anAttachmentAloneNeedsNoText() {
        Sent.Said said = (Sent.Said)
                read("{'type':'ChatMessage','text':' ','attachments':[{'contentUrl':'https://x.example/a'}]}");

        assertThat(said.drafts(Author.PERSON)).hasSize(1);
        assertThat(said.drafts(Author.PERSON).get(0).note()).isNull();
    }

    @Test
    void typingIsTheOneActivityOfCustomers() {
        assertThat(read("{'type':'ActivityMessage','activityType':'typing'}")).isEqualTo(new Sent.Typing());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'text':'hi'}",
                "{'type':7,'text':'hi'}",
                "{'type':'Other','text':'hi'}",
                "{'type':'ChatMessage'}",
                "{'type':'ChatMessage','text':''}",
                "{'type':'ChatMessage','text':'\\u0000'}",
                "{'type':'ContactMessage','text':' '}",
                "{'type':'ChatMessage','text':{'a':1}}",
                "{'type':'ChatMessage','text':'hi','tag':1}",
                "{'type':'ChatMessage','text':'hi','attachments':{}}",
                "{'type':'ChatMessage','text':'hi','attachments':['x']}",
                "{'type':'ChatMessage','text':'hi','attachments':[{}]}",
                "{'type':'ChatMessage','text':'hi','attachments':[{'contentUrl':'file:///etc/passwd'}]}",
                "{'type':'ChatMessage','text':'hi','attachments':[{'contentUrl':'javascript:alert(1)'}]}",
                "{'type':'ChatMessage','text':'hi','attachments':[{'contentUrl':'https:///a'}]}",
                "{'type':'ChatMessage','text':'hi','attachments':[{'contentUrl':'https://x example'}]}",
                "{'type':'ChatMessage','text':'hi','attachments':[{'contentUrl':'/a.png'}]}",
                "{'type':'ChatMessage','attachments':[{'contentUrl':'https://x.example','thumbnailUrl':'ftp://x'}]}",
                "{'type':'ChatMessage','attachments':[{'contentUrl':'https://x.example','name':1}]}",
                "{'type':'ActivityMessage'}",
                "{'type':'ActivityMessage','activityType':'endOfConversation'}"
            })
    void whatIsNoMessageIsRefused(String payload) {
        assertThatThrownBy(() -> read(payload))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(400));
    }

    @Test
    void aMessageMayHaveTwentyAttachments() {
        assertThat(((Sent.Said) Sent.read(attachments(20))).attachments()).hasSize(20);
        assertThatThrownBy(() -> Sent.read(attachments(21))).isInstanceOf(Fault.class);
    }

    @Test
    void anAddressMayHave8192Characters() {
        String host = "https://x.example/";
        String longest = host + "a".repeat(8_192 - host.length());

        assertThat(((Sent.Said) Sent.read(attachment(longest))).attachments()).hasSize(1);
        assertThatThrownBy(() -> Sent.read(attachment(longest + "a"))).isInstanceOf(Fault.class);
    }

    private static JsonObject attachments(int count) {
        JsonArray attachments = new JsonArray();
        for (int i = 0; i < count; i++) {
            attachments.add(new JsonObject().put("contentUrl", "https://x.example/" + i));
        }
        return new JsonObject().put("type", "ChatMessage").put("attachments", attachments);
    }

    private static JsonObject attachment(String url) {
        return new JsonObject()
                .put("type", "ChatMessage")
                .put("attachments", new JsonArray().add(new JsonObject().put("contentUrl", url)));
    }

    private static Sent read(String payload) {
        return Sent.read(new JsonObject(payload.replace('\'', '"')));
    }
}
