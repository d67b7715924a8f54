package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bot.Bot;
import dev.parley.bot.LenientEngines;
import dev.parley.bot.ManifestException;
import dev.parley.bot.ManifestReader;
import dev.parley.bot.Manifests;
import dev.parley.bot.Reading;
import dev.parley.fanout.local.LocalFanout;
import dev.parley.gateway.Gateways;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BotRegistryTest {
    private static final UUID ID = UUID.fromString("2f6dc44d-dad1-4969-b22f-729c3b77f638");

    private final Vertx vertx = Vertx.vertx();
    private final List<Notification> notifications = new CopyOnWriteArrayList<>();
    private final List<UUID> deletedImages = new CopyOnWriteArrayList<>();
    private final Map<String, String> environment = new ConcurrentHashMap<>();

    @TempDir
    private Path files;

    private BotStore stored;

    @BeforeEach
    void open(@TempDir Path data) {
        stored = await(BotStore.open(vertx, data));
    }

    @AfterEach
    void close() {
        await(stored.close());
        await(vertx.close());
    }

    @Test
    void a_made_bot_is_stored_then_told_and_found_after_a_restart() {
        BotRegistry registry = loaded();
        RegisteredBot made = await(registry.create(ID, Manifests.parley("echo", Manifests.websocket("t")), true));

        assertThat(registry.get(ID))
                .map(bot -> bot.manifest().channels().get(0).admits("t"))
                .contains(true);
        assertThat(notifications).containsExactly(new Notification.BotChanged(ID));
        assertThat(records()).containsExactly(made.record());
        assertThat(made.record().temp()).isTrue();

        BotRegistry again = loaded();
        assertThat(again.all()).containsExactlyElementsOf(registry.all());
    }

    @Test
    void it_is_starting_until_everything_is_read() {
        BotRegistry registry = registry();
        assertThat(registry.starting()).isTrue();
        await(registry.load(files));
        assertThat(registry.starting()).isFalse();
    }

    @Test
    void what_could_not_be_stored_is_neither_kept_nor_told() {
        BotRegistry registry = loaded();
        stored.full(true);

        assertThatThrownBy(() -> await(registry.create(ID, Manifests.parley("echo"), false)))
                .isInstanceOf(RefusedException.class);
        assertThat(registry.get(ID)).isEmpty();
        assertThat(notifications).isEmpty();

        stored.full(false);
        await(registry.create(ID, Manifests.parley("echo"), false));
        assertThat(registry.get(ID)).isPresent();
    }

    @Test
    void a_taken_id_is_refused() {
        BotRegistry registry = loaded();
        await(registry.create(ID, Manifests.parley("echo"), false));

        assertThatThrownBy(() -> await(registry.create(ID, Manifests.parley("echo"), false)))
                .isInstanceOf(BotConflictException.class)
                .hasMessage("there is a bot " + ID + " already");
    }

    @Test
    void a_changed_bot_keeps_its_age_its_mark_and_its_masked_secrets() {
        BotRegistry registry = loaded();
        JsonObject manifest =
                Manifests.parley("echo", new JsonObject().put("type", "chip").put("secret", "s"));
        RegisteredBot made = await(registry.create(ID, manifest, true));
        JsonObject written = manifest.copy();
        written.getJsonArray("channels").getJsonObject(0).put("secret", "***").put("org", "acme");
        Optional<RegisteredBot> changed = await(registry.update(ID, written, null));

        assertThat(changed).hasValueSatisfying(bot -> {
            assertThat(bot.record().createdAt()).isEqualTo(made.record().createdAt());
            assertThat(bot.record().temp()).isTrue();
            assertThat(bot.record().manifest().getJsonArray("channels").getJsonObject(0))
                    .isEqualTo(new JsonObject()
                            .put("type", "chip")
                            .put("secret", "s")
                            .put("org", "acme"));
        });
        assertThat(await(registry.update(UUID.randomUUID(), written, null))).isEmpty();
    }

    @Test
    void changes_of_one_bot_are_made_in_the_order_they_were_asked_for() {
        BotRegistry registry = loaded();
        await(registry.create(ID, Manifests.parley("echo"), false));
        List<Future<Optional<RegisteredBot>>> changes = IntStream.range(0, 50)
                .mapToObj(i -> registry.update(ID, Manifests.parley("echo").put("name", "n" + i), null))
                .toList();
        await(Future.all(changes));

        assertThat(registry.get(ID).orElseThrow().manifest().name()).isEqualTo("n49");
        assertThat(notifications).hasSize(51);
    }

    @Test
    void a_removed_bot_is_erased_with_its_images() {
        BotRegistry registry = loaded();
        await(registry.create(ID, Manifests.parley("echo"), false));
        UUID session = UUID.randomUUID();
        ImageRecord image = new ImageRecord(
                UUID.randomUUID(), session, "image/png", 9, 1, 1, Instant.now().truncatedTo(ChronoUnit.MICROS));
        Store store = stored.store();
        await(store.open(new NewSession(session, ID, "phoenix", null, new JsonObject(), List.of())));
        await(store.addImage(new SessionRef(session, ID, "phoenix"), image));

        assertThat(await(registry.remove(ID))).isTrue();
        assertThat(registry.get(ID)).isEmpty();
        assertThat(records()).isEmpty();
        assertThat(await(store.session(new SessionRef(session, ID, "phoenix")))).isEmpty();
        assertThat(deletedImages).containsExactly(image.id());
        assertThat(notifications).containsExactly(new Notification.BotChanged(ID), new Notification.BotChanged(ID));
        assertThat(await(registry.remove(ID))).isFalse();
    }

    @Test
    void an_index_of_the_bots_is_made_anew_only_when_one_has_changed() {
        BotRegistry registry = loaded();
        List<Integer> made = new ArrayList<>();
        BotIndex<Integer> index = new BotIndex<>(registry, bots -> {
            made.add(bots.size());
            return bots.size();
        });

        assertThat(index.get()).isZero();
        await(registry.create(ID, Manifests.parley("echo", Manifests.websocket("t")), true));
        assertThat(index.get()).isEqualTo(1);
        assertThat(index.get()).isEqualTo(1);
        await(registry.remove(ID));
        assertThat(index.get()).isZero();
        assertThat(made).containsExactly(0, 1, 0);
    }

    @Test
    void only_one_bot_has_a_licence_a_key_a_channel_and_the_place_of_default() {
        BotRegistry registry = loaded();
        JsonObject licence = new JsonObject().put("type", "chatio").put("license", 123456);
        JsonObject key = new JsonObject("{\"type\":\"gws\",\"apikeys\":[\"k-123\",\"k-2\"]}");
        JsonObject anyKey = new JsonObject().put("type", "gws");
        JsonObject web = new JsonObject().put("type", "expertflow").put("channel", "web");
        JsonObject anyChannel = new JsonObject().put("type", "expertflow");
        await(registry.create(
                ID,
                Manifests.parley("echo", licence, key, anyKey, web, anyChannel).put("name", "First"),
                false));

        String first = "bot " + ID + " (First)";
        assertThat(refusal(registry, Manifests.parley("echo", licence)))
                .isEqualTo(
                        "{\"path\":\"#/channels/0/license\",\"message\":\"license 123456 is used by " + first + "\"}");
        assertThat(refusal(
                        registry, Manifests.parley("echo", new JsonObject("{\"type\":\"gws\",\"apikeys\":[\"k-2\"]}"))))
                .isEqualTo("{\"path\":\"#/channels/0/apikeys\",\"message\":\"an apikey is used by " + first + "\"}");
        assertThat(refusal(registry, Manifests.parley("echo", anyKey)))
                .isEqualTo("{\"path\":\"#/channels/0\",\"message\":\"" + first + " is the default of gws already\"}");
        assertThat(refusal(registry, Manifests.parley("echo", web)))
                .isEqualTo("{\"path\":\"#/channels/0/channel\",\"message\":\"channel web is used by " + first + "\"}");
        assertThat(refusal(registry, Manifests.parley("echo", web.copy().put("channel", "WEB"))))
                .isEqualTo("{\"path\":\"#/channels/0/channel\",\"message\":\"channel web is used by " + first + "\"}");
        assertThat(refusal(registry, Manifests.parley("echo", anyChannel)))
                .isEqualTo("{\"path\":\"#/channels/0\",\"message\":\"" + first
                        + " is the default of expertflow already\"}");
        assertThat(refusal(
                        registry,
                        Manifests.parley(
                                "echo",
                                Manifests.websocket("t"),
                                anyKey.copy().put("apikeys", List.of("x")),
                                anyKey.copy().put("apikeys", List.of("x")))))
                .contains("#/channels/2/apikeys");

        await(registry.update(ID, Manifests.parley("echo", licence).put("name", "First"), null));
        await(registry.create(UUID.randomUUID(), Manifests.parley("echo", anyKey, web), false));
    }

    @Test
    void of_two_that_want_the_same_at_once_one_gets_it() {
        BotRegistry registry = loaded();
        JsonObject manifest =
                Manifests.parley("echo", new JsonObject().put("type", "chatio").put("license", 7));
        List<Future<RegisteredBot>> asked = IntStream.range(0, 20)
                .mapToObj(i -> registry.create(UUID.randomUUID(), manifest, false))
                .toList();
        await(Future.join(asked).otherwiseEmpty());

        assertThat(asked).filteredOn(Future::succeeded).hasSize(1);
        assertThat(registry.all()).hasSize(1);
    }

    @Test
    void a_file_owns_its_bot() throws IOException {
        Files.writeString(
                files.resolve(ID + ".json"),
                Manifests.parley("echo", Manifests.websocket("t")).encode());
        BotRegistry registry = loaded();

        assertThat(registry.get(ID))
                .map(Bot::file)
                .contains(files.resolve(ID + ".json").toString());
        for (Future<?> change : List.of(
                registry.put(new Bot(
                        ID, new JsonObject(), registry.get(ID).orElseThrow().manifest(), false, null)),
                registry.update(ID, Manifests.parley("echo"), null),
                registry.remove(ID))) {
            assertThatThrownBy(() -> await(change))
                    .isInstanceOf(BotConflictException.class)
                    .hasMessage("bot " + ID + " is owned by the file " + files.resolve(ID + ".json"));
        }
        assertThat(registry.get(ID)).isPresent();
    }

    @Test
    void a_file_may_name_the_id_or_its_name_makes_one() throws IOException {
        Files.writeString(
                files.resolve("a.json"),
                new JsonObject()
                        .put("id", ID.toString().toUpperCase(java.util.Locale.ROOT))
                        .put("temp", true)
                        .put("manifest", Manifests.aida("t"))
                        .encode());
        Files.writeString(files.resolve("desk.json"), "{\"engine\":{\"type\":\"echo\"}}");
        Files.writeString(files.resolve("notes.txt"), "not a bot");
        Collection<Bot> first = loaded().all();

        assertThat(first).hasSize(2).anySatisfy(bot -> {
            assertThat(bot.id()).isEqualTo(ID);
            assertThat(bot.temp()).isTrue();
        });
        assertThat(loaded().all()).as("ids and generated tokens stay").containsExactlyElementsOf(first);
    }

    @Test
    void a_bot_whose_file_is_gone_is_one_like_any_other() throws IOException {
        Path file = Files.writeString(files.resolve(ID + ".json"), "{\"engine\":{\"type\":\"echo\"}}");
        loaded();
        Files.delete(file);
        BotRegistry registry = loaded();

        assertThat(registry.get(ID)).map(Bot::file).isEmpty();
        assertThat(registry.get(ID)).isPresent();
        assertThat(await(registry.remove(ID))).isTrue();
    }

    @Test
    void files_that_cannot_be_used_keep_the_server_from_starting_and_are_all_named() throws IOException {
        Files.writeString(files.resolve("a.json"), "{\"engine\":{\"type\":\"ecko\"}}");
        Files.writeString(files.resolve("b.json"), "{x");
        Files.writeString(files.resolve("c.json"), "[]");
        Files.writeString(files.resolve("d.json"), "{\"id\":\"7\",\"manifest\":{}}");
        Files.writeString(
                files.resolve("e.json"), "{\"id\":\"" + ID + "\",\"manifest\":{\"engine\":{\"type\":\"echo\"}}}");
        Files.writeString(
                files.resolve("f.json"), "{\"id\":\"" + ID + "\",\"manifest\":{\"engine\":{\"type\":\"echo\"}}}");
        Files.writeString(files.resolve("g.json"), "{\"manifset\":1,\"manifest\":{}}");
        BotRegistry registry = registry();

        assertThatThrownBy(() -> await(registry.load(files)))
                .isInstanceOfSatisfying(
                        BotFilesException.class,
                        refused -> assertThat(refused.problems())
                                .hasSize(6)
                                .anyMatch(line -> line.contains("a.json: {\"path\":\"#/engine/type\""))
                                .anyMatch(line -> line.contains("b.json: is not JSON: line 1, column 2"))
                                .anyMatch(line -> line.endsWith("c.json: is not a JSON object"))
                                .anyMatch(line -> line.endsWith("d.json: id is not a UUID"))
                                .anyMatch(line ->
                                        line.contains("f.json: ") && line.contains("e.json has the same bot id"))
                                .anyMatch(line -> line.endsWith("g.json: unknown key manifset beside manifest")));
        assertThat(registry.starting()).isTrue();
        assertThat(records()).isEmpty();
    }

    @Test
    void a_stored_bot_that_no_longer_reads_is_listed_but_not_found_until_it_is_repaired() {
        environment.put("CHIP_SECRET", "s");
        JsonObject manifest =
                Manifests.parley("echo", new JsonObject().put("type", "chip").put("secret", "${env:CHIP_SECRET}"));
        await(loaded().create(ID, manifest, false));
        environment.clear();
        BotRegistry registry = loaded();

        assertThat(registry.get(ID)).isEmpty();
        assertThat(registry.all()).isEmpty();
        assertThat(registry.registered(ID)).hasValueSatisfying(bot -> {
            assertThat(bot.record().manifest()).isEqualTo(manifest);
            assertThat(bot.problems()).singleElement().asString().contains("CHIP_SECRET");
        });

        await(registry.update(ID, Manifests.parley("echo"), null));
        assertThat(registry.get(ID)).isPresent();
        assertThat(registry.registered(ID).orElseThrow().problems()).isEmpty();
    }

    @Test
    void bots_are_listed_oldest_first() {
        BotRegistry registry = loaded();
        List<UUID> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(await(registry.create(UUID.randomUUID(), Manifests.parley("echo"), false))
                    .record()
                    .id());
        }
        await(registry.update(made.get(0), Manifests.parley("echo").put("name", "x"), null));

        assertThat(registry.all()).extracting(Bot::id).isEqualTo(made);
        assertThat(loaded().all()).extracting(Bot::id).isEqualTo(made);
    }

    @Test
    void a_change_completes_on_the_callers_context() {
        BotRegistry registry = loaded();
        Context caller = vertx.getOrCreateContext();
        Promise<Boolean> same = Promise.promise();
        caller.runOnContext(
                go -> registry.remove(ID).onComplete(done -> same.complete(Vertx.currentContext() == caller)));

        assertThat(await(same.future())).isTrue();
    }

    @Test
    void embedding_code_may_put_a_bot_it_read_itself() {
        BotRegistry registry = loaded();
        Reading.Valid read = (Reading.Valid) reader().read(Manifests.parley("echo", Manifests.websocket("t")));
        await(registry.put(new Bot(ID, read.document(), read.manifest(), false, null)));

        assertThat(registry.get(ID)).isPresent();
        assertThat(records()).extracting(BotRecord::id).containsExactly(ID);
    }

    private List<BotRecord> records() {
        return await(stored.store().bots());
    }

    private String refusal(BotRegistry registry, JsonObject manifest) {
        try {
            await(registry.create(UUID.randomUUID(), manifest, false));
            throw new AssertionError("was accepted: " + manifest.encode());
        } catch (ManifestException refused) {
            return refused.getMessage();
        }
    }

    private BotRegistry loaded() {
        BotRegistry registry = registry();
        await(registry.load(files));
        return registry;
    }

    private BotRegistry registry() {
        Fanout fanout = new LocalFanout();
        fanout.subscribe(notifications::addAll);
        ImageFiles images = ids -> {
            deletedImages.addAll(ids);
            return Future.succeededFuture();
        };
        return new BotRegistry(vertx, stored.store(), fanout, images, reader());
    }

    private ManifestReader reader() {
        return new ManifestReader(LenientEngines.of("echo", "script"), new Gateways().entryTypes(), environment::get);
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(10, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("took longer than 10 s", e);
        }
    }
}
