package dev.parley.cli;

import dev.parley.config.Config;
import dev.parley.config.DataDirectory;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Asks the running server whether it is ready; for containers, whose images need no HTTP client then. */
@Command(name = "health", description = "Ask the running server whether it is ready; exit code 1 when not.")
final class HealthCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ConfigFlags flags;

    HealthCommand(Terminal terminal, ConfigFlags flags) {
        this.terminal = terminal;
        this.flags = flags;
    }

    @Override
    public Integer call() throws Exception {
        Config config = flags.load();
        String url = DataDirectory.announcedUrl(config.dataDir())
                .orElseThrow(() -> new CommandException("no server has announced itself in " + config.dataDir()));
        HttpResponse<String> answer = new LocalHttp(config.http().tls())
                .send(LocalHttp.request(url + "/health/ready").build());
        boolean ready = answer.statusCode() == 200;
        terminal.out().println(ready ? "ready" : "not ready (" + status(answer) + ")");
        return ready ? 0 : 1;
    }

    // What listens there may be any program.
    private static String status(HttpResponse<String> answer) {
        try {
            return new JsonObject(answer.body()).getString("status", "" + answer.statusCode());
        } catch (DecodeException | ClassCastException e) {
            return "" + answer.statusCode();
        }
    }
}
