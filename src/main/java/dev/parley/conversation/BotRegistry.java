package dev.parley.conversation;

import dev.parley.bot.Bot;
import dev.parley.bot.ManifestException;
import dev.parley.bot.ManifestReader;
import dev.parley.bot.Problem;
import dev.parley.bot.Reading;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bots of the store and of the bot files. Reading looks into an immutable map and is for any thread; changes are
 * made on one context, one after the other for each bot, manifests are read on workers named {@code parley-bots}.
 *
 * <p>A file owns its bot: nothing else changes or removes it. The bot is stored all the same, since its conversations
 * are, and so is the token made for it; when the file is gone the bot is one like any other. A stored bot whose
 * manifest no longer reads (its secret is gone, its engine too) stays listed but is not {@linkplain #get found}: joins
 * are refused and its conversations wait until it is repaired.
 */
public final class BotRegistry implements Bots {
    private static final Logger log = LoggerFactory.getLogger(BotRegistry.class);

    private final Vertx vertx;
    private final Context owner;
    private final WorkerExecutor workers;
    private final Store store;
    private final Fanout fanout;
    private final ImageFiles images;
    private final ManifestReader reader;

    // These two belong to the owning context.
    private final Map<UUID, Future<?>> lastChanges = new HashMap<>();
    private final Map<UUID, Bot> beingStored = new HashMap<>();

    private volatile Map<UUID, RegisteredBot> bots = Map.of();
    private volatile List<Bot> usable = List.of();
    private volatile boolean starting = true;

    public BotRegistry(Vertx vertx, Store store, Fanout fanout, ImageFiles images, ManifestReader reader) {
        this.vertx = vertx;
        this.owner = vertx.getOrCreateContext();
        this.workers = vertx.createSharedWorkerExecutor("parley-bots", 2);
        this.store = store;
        this.fanout = fanout;
        this.images = images;
        this.reader = reader;
    }

    /**
     * Reads the stored bots and then those of a directory ({@link dev.parley.bot.BotFile} has the form). Fails with a
     * {@link BotFilesException} when a file cannot be used; nothing is changed then.
     */
    public Future<Void> load(Path directory) {
        return onOwner(() -> store.bots()
                        .compose(
                                stored -> workers.executeBlocking(() -> BotLoad.read(directory, stored, reader), false))
                        .compose(load -> Future.all(load.changed().stream()
                                        .map(store::putBot)
                                        .toList())
                                .map(stored -> load.bots())))
                .map(loaded -> {
                    know(loaded);
                    starting = false;
                    return null;
                });
    }

    /** What is wrong with the bot files of a directory, a sentence each, beginning with the file. Blocks. */
    public static List<String> problems(Path directory, ManifestReader reader) {
        try {
            BotLoad.read(directory, List.of(), reader);
            return List.of();
        } catch (BotFilesException wrong) {
            return wrong.problems();
        }
    }

    @Override
    public Optional<Bot> get(UUID id) {
        RegisteredBot found = bots.get(id);
        return found == null ? Optional.empty() : found.usable();
    }

    @Override
    public Collection<Bot> all() {
        return usable;
    }

    /** Every bot there is, the unusable ones too, oldest first. */
    public Collection<RegisteredBot> registered() {
        return bots.values();
    }

    /** A bot by id, usable or not. */
    public Optional<RegisteredBot> registered(UUID id) {
        return Optional.ofNullable(bots.get(id));
    }

    /** A bot's manifest to be shown, its secrets masked. May take long; not for event loops. */
    public JsonObject masked(RegisteredBot bot) {
        return reader.masked(bot.record().manifest());
    }

    @Override
    public boolean starting() {
        return starting;
    }

    /**
     * Makes a bot. Fails with {@link ManifestException}, or {@link BotConflictException} when the id is taken.
     *
     * @param manifest a JSON object, JSON text, or whatever else a request held
     */
    public Future<RegisteredBot> create(UUID id, @Nullable Object manifest, boolean temp) {
        return inTurn(id, () -> {
            if (bots.containsKey(id)) {
                return Future.failedFuture(new BotConflictException("there is a bot " + id + " already"));
            }
            return read(manifest, new JsonObject())
                    .compose(valid -> store(new Bot(id, valid.document(), valid.manifest(), temp, null)));
        });
    }

    /**
     * Gives a bot another manifest; masked secrets keep their value. Empty when there is no such bot. Fails with
     * {@link ManifestException}, or {@link BotConflictException} when a file owns the bot.
     *
     * @param temp null leaves the mark as it is
     */
    public Future<Optional<RegisteredBot>> update(UUID id, @Nullable Object manifest, @Nullable Boolean temp) {
        return inTurn(id, () -> {
            RegisteredBot before = bots.get(id);
            if (before == null) {
                return Future.succeededFuture(Optional.empty());
            }
            boolean mark = temp == null ? before.record().temp() : temp;
            return notOwned(id)
                    .compose(free -> read(manifest, before.record().manifest()))
                    .compose(valid -> store(new Bot(id, valid.document(), valid.manifest(), mark, null)))
                    .map(Optional::of);
        });
    }

    @Override
    public Future<Void> put(Bot bot) {
        return inTurn(bot.id(), () -> notOwned(bot.id()).compose(free -> store(bot)))
                .mapEmpty();
    }

    @Override
    public Future<Boolean> remove(UUID id) {
        return inTurn(id, () -> {
            if (!bots.containsKey(id)) {
                return Future.succeededFuture(false);
            }
            return notOwned(id).compose(free -> store.eraseBot(id)).compose(orphans -> {
                Map<UUID, RegisteredBot> rest = new LinkedHashMap<>(bots);
                rest.remove(id);
                know(rest.values());
                fanout.publish(List.of(new Notification.BotChanged(id)));
                return images.delete(orphans)
                        .recover(failure -> {
                            // The bot is gone for everybody; the files are swept as unknown images later.
                            log.warn("Images of removed bot {} could not be deleted yet", id, failure);
                            return Future.succeededFuture();
                        })
                        .map(true);
            });
        });
    }

    private Future<Reading.Valid> read(@Nullable Object manifest, JsonObject stored) {
        return workers.executeBlocking(() -> reader.read(manifest, stored), false)
                .compose(reading -> {
                    if (reading instanceof Reading.Valid valid) {
                        return Future.succeededFuture(valid);
                    }
                    return Future.failedFuture(new ManifestException(((Reading.Invalid) reading).problems()));
                });
    }

    private Future<RegisteredBot> store(Bot bot) {
        List<Bot> others = new ArrayList<>(all());
        others.addAll(beingStored.values());
        List<Problem> conflicts = ClaimConflicts.of(bot, others);
        if (!conflicts.isEmpty()) {
            return Future.failedFuture(new ManifestException(conflicts));
        }
        RegisteredBot before = bots.get(bot.id());
        Instant createdAt = before == null
                ? Instant.now().truncatedTo(ChronoUnit.MICROS)
                : before.record().createdAt();
        BotRecord record = new BotRecord(bot.id(), bot.document(), bot.temp(), createdAt);
        beingStored.put(bot.id(), bot);
        // From a worker, because the store turns the manifest into text on the calling thread.
        return workers.executeBlocking(() -> store.putBot(record), false)
                .compose(stored -> stored)
                .onComplete(done -> beingStored.remove(bot.id()))
                .map(done -> {
                    RegisteredBot now = RegisteredBot.usable(record, bot);
                    Map<UUID, RegisteredBot> more = new LinkedHashMap<>(bots);
                    more.put(bot.id(), now);
                    know(more.values());
                    fanout.publish(List.of(new Notification.BotChanged(bot.id())));
                    return now;
                });
    }

    private Future<Void> notOwned(UUID id) {
        RegisteredBot bot = bots.get(id);
        return bot == null || bot.file() == null
                ? Future.succeededFuture()
                : Future.failedFuture(new BotConflictException("bot " + id + " is owned by the file " + bot.file()));
    }

    private void know(Collection<RegisteredBot> now) {
        Map<UUID, RegisteredBot> ordered = new LinkedHashMap<>();
        now.stream()
                .sorted(Comparator.comparing(bot -> bot.record().createdAt()))
                .forEach(bot -> ordered.put(bot.record().id(), bot));
        bots = Collections.unmodifiableMap(ordered);
        usable = ordered.values().stream().flatMap(bot -> bot.usable().stream()).toList();
    }

    private <T> Future<T> inTurn(UUID id, Supplier<Future<T>> change) {
        return onOwner(() -> {
            Future<?> before = lastChanges.getOrDefault(id, Future.succeededFuture());
            Future<T> now = before.transform(done -> change.get());
            lastChanges.put(id, now);
            now.onComplete(done -> lastChanges.remove(id, now));
            return now;
        });
    }

    // Runs on the owning context; the future completes on the caller's.
    private <T> Future<T> onOwner(Supplier<Future<T>> action) {
        Context caller = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        owner.runOnContext(go -> action.get().onComplete(done -> caller.runOnContext(back -> promise.handle(done))));
        return promise.future();
    }
}
