package dev.parley.api;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Identity;
import dev.parley.conversation.NewSession;
import dev.parley.conversation.Person;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.conversation.Store;
import dev.parley.testing.Multipart;
import dev.parley.testing.StoreCalls;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** What a test does something to: a bot nobody answers for, a person, and a session in which the person spoke. */
record Ground(TestServer server, String bot, String person, String session) {
    static final String SAID = "the words of the person";

    private static final byte[] DOT = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    static Ground fresh(TestServer server) {
        String bot = server.makeBot("{\"engine\":{\"type\":\"none\"}}");
        Identity identity = new Identity("phoenix", bot, UUID.randomUUID().toString());
        Person person = Waiting.on(server.parts().store().people().obtain(identity, "Ada"));
        return new Ground(server, bot, person.id().toString(), "").withSession();
    }

    /** Another session of the same person with the same bot. */
    Ground withSession() {
        Store store = server.parts().store();
        UUID id = UUID.randomUUID();
        JsonObject data = new JsonObject().put("first_name", "Ada").put(".hidden", true);
        Waiting.on(store.open(
                new NewSession(id, UUID.fromString(bot), "phoenix", UUID.fromString(person), data, List.of())));
        Ground ground = new Ground(server, bot, person, id.toString());
        ground.says(SAID);
        return ground;
    }

    /** The person says something. */
    void says(String text) {
        Waiting.on(StoreCalls.append(server.parts().store(), target(), Draft.of(Author.PERSON, new Body.Text(text))));
    }

    /** Whether the engine has dealt with all that the person said. */
    boolean isDealtWith() {
        Session now = Waiting.on(server.parts().store().session(target())).orElseThrow();
        return now.enginePosition() == now.lastSeq();
    }

    SessionRef target() {
        return new SessionRef(UUID.fromString(session), null, null);
    }

    /** Uploads a picture by REST; its id. */
    String picture(Api api) {
        Multipart form = new Multipart().part("file", "dot.png", "image/png", DOT);
        return Api.json(
                        200,
                        api.send(
                                "POST",
                                "/api/bots/" + bot + "/sessions/" + session + "/attachment",
                                form.contentType(),
                                null,
                                BodyPublishers.ofByteArray(form.bytes())))
                .getString("id");
    }

    /** An address of the document with the ids of this ground in it. */
    String address(String path) {
        return path.replace("{bot}", bot).replace("{session}", session).replace("{person}", person);
    }
}
