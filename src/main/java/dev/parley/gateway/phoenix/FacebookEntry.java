package dev.parley.gateway.phoenix;

import dev.parley.bot.ChannelEntry;
import dev.parley.bot.EntryType;
import dev.parley.bot.ObjectSchema;
import dev.parley.bot.Schema;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** A manifest's entry {@code facebook}, which AIDA's manifests may have: it is checked and kept, and not served. */
final class FacebookEntry implements EntryType {
    @Override
    public String type() {
        return "facebook";
    }

    @Override
    public ObjectSchema settings() {
        return ObjectSchema.object()
                .required("page_id", Schema.text())
                .required("verify_token", Schema.text())
                .required("access_token", Schema.text());
    }

    @Override
    public Optional<ObjectSchema> inAida() {
        return Optional.of(settings());
    }

    @Override
    public ChannelEntry read(JsonObject settings, boolean aida) {
        return new Unserved(type());
    }

    private record Unserved(String type) implements ChannelEntry {}
}
