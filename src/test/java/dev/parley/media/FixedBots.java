package dev.parley.media;

import dev.parley.bot.Bot;
import dev.parley.bot.Manifest;
import dev.parley.conversation.Bots;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** A registry of fixed bots that can only be asked for one. */
final class FixedBots {
    private FixedBots() {}

    static Bot bot(String... origins) {
        JsonObject document = new JsonObject();
        Manifest manifest = new Manifest("Bot", List.of(origins), "none", document, document, List.of());
        return new Bot(UUID.randomUUID(), document, manifest, false, null);
    }

    static Bots of(Bot... bots) {
        var byId = Arrays.stream(bots).collect(Collectors.toMap(Bot::id, bot -> bot));
        return (Bots) Proxy.newProxyInstance(
                Bots.class.getClassLoader(), new Class<?>[] {Bots.class}, (self, method, arguments) -> {
                    if (method.getName().equals("get")) {
                        return Optional.ofNullable(byId.get((UUID) arguments[0]));
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
