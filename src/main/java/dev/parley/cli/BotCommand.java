package dev.parley.cli;

import dev.parley.admin.BotStore;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Bots: made, listed, shown, removed; by the running server, or in the store when none runs. */
@Command(
        name = "bot",
        description = "Look after bots, with or without a running server.",
        subcommandsRepeatable = false)
final class BotCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new CommandException("bot what? One of: add, list, show, remove");
    }

    /** Makes a bot and prints how to talk to it. */
    @Command(name = "add", description = "Make a bot and print how to connect to it.")
    static final class Add extends OpenedCommand<BotStore> {
        @Option(names = "--id", paramLabel = "UUID", description = "The bot's id (default: a new one).")
        private @Nullable UUID id;

        @Option(names = "--name", paramLabel = "NAME", description = "The bot's display name.")
        private @Nullable String name;

        @Option(names = "--model", paramLabel = "NAME", description = "The model of --openai.")
        private @Nullable String model;

        @Option(
                names = "--api-key",
                paramLabel = "KEY",
                description = "The key of --openai; '$${env:NAME}' names a variable of the server.")
        private @Nullable String apiKey;

        @ArgGroup
        private @Nullable NewEngine engine;

        private JsonObject manifest = new JsonObject();

        Add(ServerAccess access, Terminal terminal) {
            super(access::bots, terminal);
        }

        @Override
        void check() throws IOException {
            NewEngine wanted = engine == null ? new NewEngine() : engine;
            Optional<Path> file = wanted.file();
            manifest = file.isPresent() ? read(file.get()) : simple(engine(wanted));
            if (name != null) {
                manifest.put("name", name);
            }
        }

        @Override
        void run(OpenedStore<BotStore> bots) throws Exception {
            Optional<String> secret = NewEngine.complete(manifest);
            UUID wanted = id == null ? UUID.randomUUID() : id;
            print(BotCard.of(Await.result(bots.content().create(wanted, manifest))), secret, bots.url());
        }

        private JsonObject engine(NewEngine wanted) {
            if (wanted.isModel() != (model != null)) {
                throw new CommandException("--openai and --model go together");
            }
            if (apiKey != null && !wanted.isModel()) {
                throw new CommandException("--api-key goes with --openai");
            }
            JsonObject made = wanted.engine();
            if (model != null) {
                made.put("model", model);
            }
            return apiKey == null ? made : made.put("api_key", apiKey);
        }

        private void print(BotCard bot, Optional<String> secret, String url) {
            print("bot           " + bot.id());
            secret.ifPresent(this::print);
            bot.accessToken().ifPresent(token -> print("access token  " + token));
            bot.pageUrl(url).ifPresent(page -> print("talk here     " + page));
            bot.snippet(url).ifPresent(snippet -> print("\n" + snippet.stripTrailing()));
        }

        private static JsonObject simple(JsonObject engine) {
            JsonObject entry = new JsonObject()
                    .put("type", "websocket")
                    .put("access_token", NewEngine.newToken())
                    .put("scope", "session")
                    .put("page", true);
            return new JsonObject().put("engine", engine).put("channels", new JsonArray().add(entry));
        }

        private static JsonObject read(Path file) throws IOException {
            try {
                return new JsonObject(Files.readString(file));
            } catch (DecodeException | ClassCastException e) {
                throw new CommandException(file + ": is not a JSON object");
            }
        }
    }

    /** One line a bot. */
    @Command(name = "list", description = "List all bots.")
    static final class ListAll extends OpenedCommand<BotStore> {
        ListAll(ServerAccess access, Terminal terminal) {
            super(access::bots, terminal);
        }

        @Override
        void run(OpenedStore<BotStore> bots) throws Exception {
            for (JsonObject bot : Await.result(bots.content().all())) {
                BotCard card = BotCard.of(bot);
                print((card.id() + "  " + "%-8s".formatted(card.engine()) + "  " + card.name()).strip());
            }
        }
    }

    /** A command about one bot. */
    private abstract static class OfOne extends OpenedCommand<BotStore> {
        @Parameters(paramLabel = "ID")
        private @Nullable UUID id;

        OfOne(ServerAccess access, Terminal terminal) {
            super(access::bots, terminal);
        }

        // Picocli refuses the command without it.
        UUID id() {
            return Objects.requireNonNull(id);
        }

        CommandException unknown() {
            return new CommandException("there is no bot " + id());
        }
    }

    /** A bot as REST shows it. */
    @Command(name = "show", description = "Print a bot as JSON, its secrets masked.")
    static final class Show extends OfOne {
        Show(ServerAccess access, Terminal terminal) {
            super(access, terminal);
        }

        @Override
        void run(OpenedStore<BotStore> bots) throws Exception {
            print(Await.result(bots.content().all()).stream()
                    .filter(bot -> id().toString().equals(bot.getString("id")))
                    .findFirst()
                    .orElseThrow(this::unknown)
                    .encodePrettily());
        }
    }

    /** Erases a bot. */
    @Command(name = "remove", description = "Remove a bot with all its conversations and images.")
    static final class Remove extends OfOne {
        Remove(ServerAccess access, Terminal terminal) {
            super(access, terminal);
        }

        @Override
        void run(OpenedStore<BotStore> bots) throws Exception {
            if (!Await.result(bots.content().remove(id()))) {
                throw unknown();
            }
            print("removed " + id());
        }
    }
}
