package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.Json;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageJsonTest {
    private static final UUID IMAGE = UUID.fromString("7d1f5b0e-3c1b-4b86-9a50-2d6f4a0c9e11");

    @Test
    void aTextIsAMessage() {
        assertThat(read("\"hello\"")).isEqualTo(Message.text("hello"));
        assertThat(read("{'text':'hello'}")).isEqualTo(Message.text("hello"));
    }

    @Test
    void aMessageMayHaveAllParts() {
        assertThat(read("{'text':'Which?','image':'" + IMAGE
                        + "','file':{'url':'https://x.example/a.pdf','name':'a.pdf',"
                        + "'type':'application/pdf','size':7,'thumbnail':'https://x.example/s.png'},'buttons':[{'title':'This','value':'1'}],"
                        + "'client_id':'c','cause':3,'session':'left to others'}"))
                .isEqualTo(new Message(
                        "Which?",
                        IMAGE,
                        new Body.File(
                                "https://x.example/a.pdf", "a.pdf", "application/pdf", 7L, "https://x.example/s.png"),
                        List.of(new Button("This", "1")),
                        "c",
                        3L));
    }

    @Test
    void anImageOrAFileAloneIsAMessageInEitherForm() {
        Message image = new Message(null, IMAGE, null, List.of(), null, null);
        assertThat(read("{'image':'" + IMAGE + "'}")).isEqualTo(image);
        assertThat(read("{'image':{'id':'" + IMAGE + "','url':'/content/image/x','type':'image/png'}}"))
                .isEqualTo(image);
        assertThat(read("{'file':'http://x.example/a'}"))
                .isEqualTo(new Message(
                        null, null, new Body.File("http://x.example/a", null, null, null), List.of(), null, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            null                                                | ``
            7                                                   | ``
            []                                                  | ``
            {}                                                  | text
            ""                                                  | text
            " "                                                 | text
            "\\u0000"                                           | text
            {'text':null}                                       | text
            {'text':7}                                          | text
            {'text':'\\ud800'}                                  | text
            {'text':'x','image':7}                              | image
            {'text':'x','image':'nope'}                         | image
            {'image':{}}                                        | image
            {'file':7}                                          | file
            {'file':''}                                         | file
            {'file':'/relative'}                                | file
            {'file':'javascript:alert(1)'}                      | file
            {'file':'http:///no-host'}                          | file
            {'file':'http://x.example/a b'}                     | file
            {'file':{}}                                         | file/url
            {'file':{'url':'ftp://x.example'}}                  | file/url
            {'file':{'url':'http://x.example','name':7}}        | file/name
            {'file':{'url':'http://x.example','type':''}}       | file/type
            {'file':{'url':'http://x.example','size':-1}}       | file/size
            {'file':{'url':'http://x.example','size':'1'}}      | file/size
            {'text':'x','buttons':{}}                           | buttons
            {'text':'x','buttons':null}                         | buttons
            {'text':'x','buttons':['a']}                        | buttons/0
            {'text':'x','buttons':[{'value':'v'}]}              | buttons/0/title
            {'text':'x','buttons':[{'title':'t'}]}              | buttons/0/value
            {'text':'x','buttons':[{'title':'','value':'v'}]}   | buttons/0/title
            {'file':'http://x.example','buttons':[{'title':'t','value':'v'}]} | buttons
            {'text':'x','client_id':7}                          | client_id
            {'text':'x','client_id':''}                         | client_id
            {'text':'x','client_id':null}                       | client_id
            {'text':'x','cause':0}                              | cause
            {'text':'x','cause':1.5}                            | cause
            {'text':'x','cause':'1'}                            | cause
            """)
    void whatIsNoMessageIsRefusedByField(String json, String field) {
        assertRefused(json, field);
    }

    @Test
    void whatIsTooLongOrTooManyIsRefused() {
        assertRefused("{'text':'x','client_id':'" + "c".repeat(256) + "'}", "client_id");
        assertRefused("{'file':'http://x.example/" + "a".repeat(8_192) + "'}", "file");
        assertRefused("{'text':'x','buttons':[{'title':'" + "t".repeat(1_001) + "','value':'v'}]}", "buttons/0/title");
        String many = "{'title':'t','value':'v'},".repeat(100) + "{'title':'t','value':'v'}";
        assertRefused("{'text':'x','buttons':[" + many + "]}", "buttons");
    }

    private static void assertRefused(String json, String field) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(
                        MessageRefusedException.class,
                        refused -> assertThat(refused.field()).isEqualTo(field));
    }

    private static Message read(String json) {
        return MessageJson.read(Json.decodeValue(json.replace('\'', '"')));
    }
}
