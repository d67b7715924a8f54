package dev.parley.cli;

import dev.parley.admin.TokenStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tokens of the REST API: made, listed, revoked; by the running server, or in the store when none runs. */
@Command(
        name = "token",
        description = "Look after tokens of the REST API, with or without a running server.",
        subcommandsRepeatable = false)
final class TokenCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new CommandException("token what? One of: add, list, remove");
    }

    /** Makes a token and prints it, this once. */
    @Command(name = "add", description = "Make a token and print it; it is not shown again.")
    static final class Add extends OpenedCommand<TokenStore> {
        @Parameters(paramLabel = "NAME", description = "Who has it; the audit tells this name.")
        private @Nullable String name;

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                required = true,
                description = "One of: $${COMPLETION-CANDIDATES}; each may what the ones before may.")
        private @Nullable TokenRole role;

        @Option(
                names = "--bot",
                paramLabel = "ID",
                description = "A bot it is for; may be given again (default: all bots).")
        private final Set<UUID> bots = new LinkedHashSet<>();

        Add(ServerAccess access, Terminal terminal) {
            super(access::tokens, terminal);
        }

        private String name() {
            return Objects.requireNonNull(name).strip();
        }

        @Override
        void check() {
            if (name().isEmpty() || name().codePointCount(0, name().length()) > 100) {
                throw new CommandException("a name has 1 to 100 characters");
            }
        }

        @Override
        void run(OpenedStore<TokenStore> tokens) throws Exception {
            JsonObject made = Await.result(
                    tokens.content().make(name(), Objects.requireNonNull(role).toString(), bots));
            // Alone on standard output, so that a script can take it.
            print(made.getString("token"));
        }
    }

    /** One line a token. */
    @Command(name = "list", description = "List all tokens; what opens the door is not shown.")
    static final class ListAll extends OpenedCommand<TokenStore> {
        ListAll(ServerAccess access, Terminal terminal) {
            super(access::tokens, terminal);
        }

        @Override
        void run(OpenedStore<TokenStore> tokens) throws Exception {
            Await.result(tokens.content().all()).forEach(token -> print(line(token)));
        }

        private static String line(JsonObject token) {
            JsonArray bots = token.getJsonArray("bots");
            String whose = bots.stream().map(String::valueOf).collect(Collectors.joining(", "));
            return token.getString("id") + "  " + "%-8s".formatted(token.getString("role")) + "  "
                    + token.getString("name") + (bots.isEmpty() ? "" : "  (" + whose + ")");
        }
    }

    /** Revokes a token. */
    @Command(name = "remove", description = "Revoke a token, at once.")
    static final class Remove extends OpenedCommand<TokenStore> {
        @Parameters(paramLabel = "NAME", description = "The token's name or id.")
        private @Nullable String name;

        Remove(ServerAccess access, Terminal terminal) {
            super(access::tokens, terminal);
        }

        @Override
        void run(OpenedStore<TokenStore> tokens) throws Exception {
            String wanted = Objects.requireNonNull(name);
            UUID id = id(Await.result(tokens.content().all()), wanted);
            if (!Await.result(tokens.content().revoke(id))) {
                throw unknown(wanted);
            }
            print("removed " + wanted);
        }

        private static UUID id(List<JsonObject> tokens, String wanted) {
            return tokens.stream()
                    .filter(token -> wanted.equals(token.getString("id")) || wanted.equals(token.getString("name")))
                    .map(token -> UUID.fromString(token.getString("id")))
                    .findFirst()
                    .orElseThrow(() -> unknown(wanted));
        }

        private static CommandException unknown(String wanted) {
            return new CommandException("there is no token " + wanted);
        }
    }
}
