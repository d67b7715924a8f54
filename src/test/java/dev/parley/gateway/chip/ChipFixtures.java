package dev.parley.gateway.chip;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Identity;
import dev.parley.conversation.NewConversation;
import dev.parley.conversation.Person;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.server.Server;
import dev.parley.testing.Waiting;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Puts what a vector says is given into a running server. Blocks; each load has organisations of its own. */
public final class ChipFixtures {
    /** A message of a contact as it is given. */
    private record Given(long id, boolean incoming, Instant at, JsonObject message) {}

    private final Server parley;
    private final Path data;
    private final String adminToken;
    private final String courier;
    private final AtomicInteger loads = new AtomicInteger();
    private final List<UUID> bots = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * @param data the server's data directory
     * @param courier where the bots' Courier is
     */
    public ChipFixtures(Server parley, Path data, String adminToken, String courier) {
        this.parley = parley;
        this.data = data;
        this.adminToken = adminToken;
        this.courier = courier;
    }

    /** Removes what was loaded so far. */
    public synchronized void erase() {
        bots.forEach(bot -> Waiting.on(parley.bots().remove(bot)));
        bots.clear();
    }

    /** Loads a vector's {@code given}; the ids of its channels by their names. */
    public Map<String, String> load(JsonObject given) {
        int load = loads.incrementAndGet();
        Map<String, String> ids = new HashMap<>();
        Map<String, UUID> firstOfOrg = new HashMap<>();
        JsonArray channels = given.getJsonArray(
                "channels",
                new JsonArray().add(new JsonObject().put("name", "channel").put("secret", "sesame")));
        for (int i = 0; i < channels.size(); i++) {
            JsonObject channel = channels.getJsonObject(i);
            UUID id =
                    UUID.fromString(channel.getString("uuid", UUID.randomUUID().toString()));
            String org = org(channel, load);
            ids.put(channel.getString("name"), id.toString());
            firstOfOrg.putIfAbsent(org, id);
            makeBot(id, manifest(channel, org, given.getJsonArray("users", new JsonArray())));
        }
        JsonArray contacts = given.getJsonArray("contacts", new JsonArray());
        for (int i = 0; i < contacts.size(); i++) {
            JsonObject contact = contacts.getJsonObject(i);
            String org = org(contact, load);
            Person person = Waiting.on(parley.conversations()
                    .person(
                            new Identity(Contact.GATEWAY, org, contact.getString("chat_id")),
                            contact.getString("email")));
            UUID bot = firstOfOrg.get(org);
            List<Given> messages = messages(contact);
            if (bot != null && !messages.isEmpty()) {
                store(bot, person.id(), messages);
            }
        }
        return ids;
    }

    private static String org(JsonObject owner, int load) {
        return owner.getString("org", "org1") + " of " + load;
    }

    private JsonObject manifest(JsonObject channel, String org, JsonArray users) {
        JsonArray active = new JsonArray();
        for (int i = 0; i < users.size(); i++) {
            JsonObject user = users.getJsonObject(i).copy();
            if (user.getBoolean("active", true)) {
                user.remove("active");
                if (user.getValue("avatar") == null) {
                    user.remove("avatar");
                }
                active.add(user);
            }
        }
        boolean reachable = channel.getBoolean("active", true) && "CHP".equals(channel.getString("type", "CHP"));
        JsonObject entry = new JsonObject()
                .put("type", "chip")
                .put("org", org)
                .put("storage_url", "https://media.example")
                .put("users", active);
        String engine = "none";
        if (channel.getString("secret") != null) {
            engine = "courier";
            entry.put("secret", channel.getString("secret")).put("courier_url", courier);
        }
        JsonArray entries = new JsonArray();
        if (reachable) {
            entries.add(entry);
        }
        return new JsonObject()
                .put("name", channel.getString("name"))
                .put("engine", new JsonObject().put("type", reachable ? engine : "none"))
                .put("channels", entries);
    }

    private void makeBot(UUID id, JsonObject manifest) {
        JsonObject bot = new JsonObject().put("id", id.toString()).put("manifest", manifest);
        HttpRequest request = HttpRequest.newBuilder(URI.create(parley.url() + "/api/bots"))
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + adminToken)
                .POST(HttpRequest.BodyPublishers.ofString(
                        new JsonObject().put("bot", bot).encode()))
                .build();
        HttpResponse<String> made =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
        if (made.statusCode() != 201) {
            throw new AssertionError(made.statusCode() + " " + made.body());
        }
        synchronized (this) {
            bots.add(id);
        }
    }

    private static List<Given> messages(JsonObject contact) {
        List<Given> messages = new ArrayList<>();
        JsonArray written = contact.getJsonArray("msgs", new JsonArray());
        for (int i = 0; i < written.size(); i++) {
            JsonObject message = written.getJsonObject(i);
            boolean shown = List.of("V", "A").contains(message.getString("visibility", "V"))
                    && "T".equals(message.getString("type", "T"));
            if (shown) {
                Instant at = Instant.parse(message.getString("time"));
                messages.add(new Given(message.getLong("id"), "in".equals(message.getString("dir")), at, message));
            }
        }
        JsonObject generate = contact.getJsonObject("generate");
        for (int i = 0; generate != null && i < generate.getInteger("count"); i++) {
            Instant at = Instant.parse(generate.getString("start")).plusSeconds(i);
            JsonObject message = new JsonObject().put("text", "n" + (i + 1));
            messages.add(new Given(generate.getLong("first_id") + i, true, at, message));
        }
        messages.sort(Comparator.comparing(Given::at).thenComparing(Given::id));
        return messages;
    }

    // While a human attends, the engine is told nothing of what is put in.
    private void store(UUID bot, UUID person, List<Given> messages) {
        Conversations conversations = parley.conversations();
        ChipBot chipped = new ChipBot(parley.bots().get(bot).orElseThrow(), entry(bot));
        Session session = Waiting.on(conversations.open(
                chipped.bot(), NewConversation.of(Contact.GATEWAY, new JsonObject()), UUID.randomUUID(), person));
        SessionRef target = new SessionRef(session.id(), bot, Contact.GATEWAY);
        Waiting.on(conversations.takeOver(target, "fixture"));
        Map<Long, Instant> times = new HashMap<>();
        for (Given given : messages) {
            List<Draft> drafts = given.incoming()
                    ? List.of(Draft.of(
                                    Author.PERSON, new Body.Text(given.message().getString("text")))
                            .noted(new JsonObject().put("id", given.id())))
                    : sent(given).drafts(chipped);
            Waiting.on(conversations.append(target, drafts))
                    .events()
                    .forEach(event -> times.put(event.seq(), given.at()));
        }
        long last = Waiting.on(conversations.handBack(target)).session().lastSeq();
        Waiting.on(conversations.seen(target, last));
        setTimes(session.id(), times);
    }

    private ChipEntry entry(UUID bot) {
        var none = new ChipEntry(null, null, null, Optional.empty(), false);
        return parley.bots().get(bot).orElseThrow().manifest().entries(ChipEntry.class).stream()
                .findFirst()
                .orElse(none);
    }

    private static Sent sent(Given given) {
        JsonObject message = given.message();
        String origin = List.of("flow", "broadcast", "ticket").stream()
                .filter(kind -> message.getBoolean(kind, false))
                .findFirst()
                .orElse("chat");
        JsonObject msg = new JsonObject()
                .put("id", given.id())
                .put("text", message.getString("text"))
                .put("origin", origin)
                .put("user_id", message.getValue("user_id"))
                .put("attachments", message.getJsonArray("attachments", new JsonArray()));
        return Sent.read(new JsonObject().put("msg", msg).toBuffer().getBytes());
    }

    private void setTimes(UUID session, Map<Long, Instant> times) {
        String sql = "UPDATE event SET at = ? WHERE seq = ? AND session ="
                + " (SELECT key FROM session WHERE lower(hex(id)) = ?)";
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("parley.db"));
                PreparedStatement update = file.prepareStatement(sql)) {
            file.createStatement().execute("PRAGMA busy_timeout = 10000");
            file.setAutoCommit(false);
            for (Map.Entry<Long, Instant> time : times.entrySet()) {
                update.setLong(1, ChronoUnit.MICROS.between(Instant.EPOCH, time.getValue()));
                update.setLong(2, time.getKey());
                update.setString(3, session.toString().replace("-", ""));
                update.executeUpdate();
            }
            file.commit();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
