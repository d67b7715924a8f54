package dev.parley.gateway.expertflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.gateway.expertflow.CustomerClients.Begun;
import dev.parley.onelog.Door;
import dev.parley.onelog.Visitor;
import dev.parley.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Expertflow's customers: the conversation's id is the session's, and opens nothing without the participant's. */
public final class ExpertflowDoor implements Door {
    @Override
    public String gateway() {
        return "expertflow";
    }

    @Override
    public JsonObject entry() {
        return new JsonObject().put("type", "expertflow");
    }

    @Override
    public String visitorName() {
        return "Ann Lee";
    }

    @Override
    public Visitor enter(TestServer server, String bot) {
        CustomerClients customers = new CustomerClients(server);
        Begun begun = customers.init();
        return new Customer(customers.join(begun), begun);
    }

    @Override
    public String intrude(TestServer server, String bot, String key) {
        CustomerClients customers = new CustomerClients(server);
        Begun guess = new Begun(key, key);
        List<JsonNode> acks = new ArrayList<>();
        List<String> told;
        try (SioClient client = customers.connect()) {
            acks.add(client.emit("joinConversation", guess.joining()));
            acks.add(client.emit("sendMessage", guess.saying("let me in")));
            acks.add(client.emit("sendMessage", guess.typing()));
            acks.add(client.emit("endConversation", guess.payload()));
            told = client.all();
        }
        HttpResponse<String> transcript = customers.get("/api/customer/transcript/" + key + "/pdf");
        assertThat(acks).extracting(ack -> ack.get("code").asInt()).containsOnly(404);
        assertThat(transcript.statusCode()).isEqualTo(404);
        return acks + told.toString() + transcript.body();
    }

    @Override
    public String toString() {
        return gateway();
    }

    private record Customer(SioClient client, Begun begun) implements Visitor {
        @Override
        public String key() {
            return begun.id();
        }

        @Override
        public void say(String text) {
            assertThat(client.emit("sendMessage", begun.saying(text))
                            .get("code")
                            .asInt())
                    .isEqualTo(200);
        }

        @Override
        public String hear() {
            return client.message(message -> message.has("text")).get("text").asText();
        }

        @Override
        public void close() {
            client.emit("endConversation", begun.payload());
            client.close();
        }
    }
}
