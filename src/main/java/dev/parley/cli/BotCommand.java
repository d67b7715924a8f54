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
    static final class Add implements Callable<Integer> {
        private final ServerAccess access;
        private final Terminal terminal;

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

        Add(ServerAccess access, Terminal terminal) {
            this.access = access;
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            NewEngine wanted = engine == null ? new NewEngine() : engine;
            Optional<Path> file = wanted.file();
            JsonObject manifest = file.isPresent() ? read(file.get()) : simple(engine(wanted));
            if (name != null) {
                manifest.put("name", name);
            }
            Optional<String> secret = NewEngine.complete(manifest);
            try (OpenedStore<BotStore> bots = access.bots()) {
                BotCard made =
                        BotCard.of(Await.result(bots.content().create(id == null ? UUID.randomUUID() : id, manifest)));
                print(made, secret, bots.url());
            }
            return 0;
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
            terminal.out().println("bot           " + bot.id());
            secret.ifPresent(terminal.out()::println);
            bot.accessToken().ifPresent(token -> terminal.out().println("access token  " + token));
            bot.pageUrl(url).ifPresent(page -> terminal.out().println("talk here     " + page));
            bot.snippet(url).ifPresent(snippet -> terminal.out().print("\n" + snippet));
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
    static final class ListAll implements Callable<Integer> {
        private final ServerAccess access;
        private final Terminal terminal;

        ListAll(ServerAccess access, Terminal terminal) {
            this.access = access;
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            try (OpenedStore<BotStore> bots = access.bots()) {
                for (JsonObject bot : Await.result(bots.content().all())) {
                    BotCard card = BotCard.of(bot);
                    terminal.out()
                            .println((card.id() + "  " + "%-8s".formatted(card.engine()) + "  " + card.name()).strip());
                }
            }
            return 0;
        }
    }

    /** A bot as REST shows it. */
    @Command(name = "show", description = "Print a bot as JSON, its secrets masked.")
    static final class Show implements Callable<Integer> {
        private final ServerAccess access;
        private final Terminal terminal;

        @Parameters(paramLabel = "ID")
        private @Nullable UUID id;

        Show(ServerAccess access, Terminal terminal) {
            this.access = access;
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            UUID wanted = required(id);
            try (OpenedStore<BotStore> bots = access.bots()) {
                JsonObject bot = Await.result(bots.content().all()).stream()
                        .filter(found -> wanted.toString().equals(found.getString("id")))
                        .findFirst()
                        .orElseThrow(() -> new CommandException("there is no bot " + wanted));
                terminal.out().println(bot.encodePrettily());
            }
            return 0;
        }
    }

    /** Erases a bot. */
    @Command(name = "remove", description = "Remove a bot with all its conversations and images.")
    static final class Remove implements Callable<Integer> {
        private final ServerAccess access;
        private final Terminal terminal;

        @Parameters(paramLabel = "ID")
        private @Nullable UUID id;

        Remove(ServerAccess access, Terminal terminal) {
            this.access = access;
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            UUID wanted = required(id);
            try (OpenedStore<BotStore> bots = access.bots()) {
                if (!Await.result(bots.content().remove(wanted))) {
                    throw new CommandException("there is no bot " + wanted);
                }
                terminal.out().println("removed " + wanted);
            }
            return 0;
        }
    }

    // Picocli refuses the command without it.
    private static UUID required(@Nullable UUID id) {
        return Objects.requireNonNull(id);
    }
}
