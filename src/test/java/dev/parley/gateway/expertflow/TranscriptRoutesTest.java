package dev.parley.gateway.expertflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conversation.Body;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Draft;
import dev.parley.conversation.SessionRef;
import dev.parley.gateway.expertflow.CustomerClients.Begun;
import dev.parley.testing.CapturedLog;
import dev.parley.testing.SmtpSink;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Transcripts of conversations that are over, by request and by mail. */
class TranscriptRoutesTest {
    private static Vertx vertx;
    private static SmtpSink mails;
    private static TestServer server;
    private static CustomerClients customers;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        mails = SmtpSink.start(vertx);
        server = TestServer.start(settings -> settings.set(MailOptions.HOST, "127.0.0.1")
                .set(MailOptions.PORT, mails.port())
                .set(MailOptions.TLS, MailTls.NEVER)
                .set(MailOptions.FROM, "desk@shop.example"));
        makeBot(server);
        customers = new CustomerClients(server);
    }

    @AfterAll
    static void stop() {
        server.stop();
        Waiting.on(vertx.close());
    }

    private static void makeBot(TestServer server) {
        server.makeBot("{\"name\":\"Desk\",\"engine\":{\"type\":\"echo\",\"prefix\":\"echo: \"},"
                + "\"channels\":[{\"type\":\"expertflow\"}]}");
    }

    @Test
    void theDocumentHasWhatTheCustomerMayRead() throws IOException {
        Begun begun = over("Здравствуйте, Ελλάδα");

        HttpResponse<byte[]> answer = customers.bytes("/api/customer/transcript/" + begun.id() + "/PDF");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-disposition"))
                .contains("attachment; filename=\"transcript-" + begun.id() + ".pdf\"");
        assertThat(answer.headers().firstValue("access-control-allow-origin")).contains("*");
        assertThat(text(answer.body()))
                .contains(
                        "Ann Lee (Customer), Desk (Bot), Zoë (Agent)",
                        "Ann Lee",
                        "Здравствуйте, Ελλάδα",
                        "echo: Здравствуйте, Ελλάδα",
                        "[a.png] https://img.example/a.png")
                .doesNotContain("between us");
    }

    @Test
    void theMailHasTextAndDocumentAndTheAnswerNothing() throws IOException {
        Begun begun = over("Grüße");

        HttpResponse<String> answer = customers.get("/api/customer/transcript/" + begun.id() + "/Email");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        SmtpSink.Mail mail = mails.mails().stream()
                .filter(one -> one.content().contains(begun.id()))
                .findFirst()
                .orElseThrow();
        assertThat(mail.from()).isEqualTo("desk@shop.example");
        assertThat(mail.to()).containsExactly("ann@example.org");
        assertThat(mail.content()).contains("Subject: Transcript of your conversation with Desk");
        Matcher document = Pattern.compile(
                        "transcript-" + begun.id() + "\\.pdf\"?\\s.*?\\r\\n\\r\\n([A-Za-z0-9+/=\\r\\n]+)",
                        Pattern.DOTALL)
                .matcher(mail.content());
        assertThat(document.find()).isTrue();
        assertThat(text(Base64.getMimeDecoder().decode(document.group(1)))).contains("echo: Grüße");
    }

    @Test
    void theSameTranscriptIsNotMailedAgainAndAgain() {
        Begun begun = over("once");
        String path = "/api/customer/transcript/" + begun.id() + "/email";

        assertThat(customers.get(path).statusCode()).isEqualTo(200);
        HttpResponse<String> again = customers.get(path);

        assertThat(again.statusCode()).isEqualTo(429);
        assertThat(again.headers().firstValueAsLong("retry-after")).isNotEmpty();
    }

    @Test
    void onlyOneAddressCanBeMailedTo() {
        for (String address :
                new String[] {"a@x.example, b@x.example", "a@x.example\\r\\nBcc: b@x.example", "a", "@"}) {
            String made = customers
                    .post("{\"channel\":\"web\",\"email\":\"" + address + "\"}")
                    .body();
            Begun begun = new Begun(
                    SioClient.json(made).get("conversationId").asText(),
                    SioClient.json(made).at("/participant/id").asText());
            try (SioClient client = customers.join(begun)) {
                client.emit("endConversation", begun.payload());
            }

            assertThat(customers
                            .get("/api/customer/transcript/" + begun.id() + "/email")
                            .statusCode())
                    .as(address)
                    .isEqualTo(404);
        }
    }

    @Test
    void whatHasNoTranscriptIsNotFound() {
        Begun running = customers.init();
        Begun over = over("x");
        for (String path : new String[] {
            running.id() + "/pdf",
            over.id() + "/doc",
            over.id().toUpperCase(java.util.Locale.ROOT) + "/pdf",
            "00000000-0000-4000-8000-000000000000/pdf",
            "nope/pdf",
            "%00/pdf",
            over.id(),
            over.id() + "/pdf/more"
        }) {
            HttpResponse<String> answer = customers.get("/api/customer/transcript/" + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(SioClient.json(answer.body()).get("error").asText()).isNotEmpty();
        }
    }

    @Test
    void withoutAMailServerNoMailIsSentButAMissingAddressIsSaidFirst() {
        TestServer plain = TestServer.start();
        makeBot(plain);
        CustomerClients there = new CustomerClients(plain);
        try {
            Begun begun = there.init();
            try (SioClient client = there.join(begun)) {
                client.emit("endConversation", begun.payload());
            }
            assertThat(there.get("/api/customer/transcript/" + begun.id() + "/email")
                            .statusCode())
                    .isEqualTo(503);
            String made = there.post("{\"channel\":\"web\",\"phone\":\"1\"}").body();
            Begun unknown = new Begun(
                    SioClient.json(made).get("conversationId").asText(),
                    SioClient.json(made).at("/participant/id").asText());
            try (SioClient client = there.join(unknown)) {
                client.emit("endConversation", unknown.payload());
            }
            assertThat(there.get("/api/customer/transcript/" + unknown.id() + "/email")
                            .statusCode())
                    .isEqualTo(404);
        } finally {
            plain.stop();
        }
    }

    @Test
    void aMailServerThatIsNotThereIsSaidSoEachTime() {
        TestServer silent = TestServer.start(settings -> settings.set(MailOptions.HOST, "127.0.0.1")
                .set(MailOptions.PORT, 1)
                .set(MailOptions.FROM, "desk@shop.example"));
        makeBot(silent);
        CustomerClients there = new CustomerClients(silent);
        try (CapturedLog log = new CapturedLog(silent.vertx())) {
            Begun begun = there.init();
            try (SioClient client = there.join(begun)) {
                client.emit("endConversation", begun.payload());
            }
            for (int i = 0; i < 2; i++) {
                assertThat(there.get("/api/customer/transcript/" + begun.id() + "/email")
                                .statusCode())
                        .isEqualTo(500);
            }
            assertThat(log.stackTraces()).isEmpty();
            assertThat(log.lines()).anyMatch(line -> line.startsWith("A transcript could not be mailed: "));
        } finally {
            silent.stop();
        }
    }

    /** A conversation that is over, with a whisper and an attachment in it. */
    private static Begun over(String said) {
        Begun begun = customers.init();
        SessionRef session = new SessionRef(begun.session(), null, null);
        Conversations conversations = server.parley().conversations();
        try (SioClient client = customers.join(begun)) {
            ObjectNode message = begun.saying(said);
            message.putArray("attachments")
                    .addObject()
                    .put("name", "a.png")
                    .put("contentUrl", "https://img.example/a.png");
            client.emit("sendMessage", message);
            client.says("echo: " + said);
            Waiting.on(conversations.append(
                    session,
                    Draft.of(Conversations.agentAuthor("Zoë"), new Body.Text("between us"))
                            .noted(Message.note(1, "whisper"))));
            Waiting.on(conversations.append(
                    session, Draft.of(Conversations.agentAuthor("Zoë"), new Body.Text("Good evening"))));
            client.emit("endConversation", begun.payload());
        }
        return begun;
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }
}
