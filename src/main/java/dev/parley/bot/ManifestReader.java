package dev.parley.bot;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads manifests: completes, checks and resolves them. A document with {@code engine} is Parley's own, one without
 * is AIDA's and means the engine {@code script}. It may read secrets from files and manifests may be large, so it is
 * called on a worker thread, any number at once.
 */
public final class ManifestReader {
    private static final String DEFAULT_NAME = "Bot";
    private static final int TOKEN_BYTES = 24;

    private final EngineCheck engines;
    private final SecretReferences references;
    private final SecureRandom random = new SecureRandom();

    public ManifestReader(EngineCheck engines) {
        this(engines, System::getenv);
    }

    /** Takes the values of {@code ${env:NAME}} from elsewhere than the process environment. */
    public ManifestReader(EngineCheck engines, Function<String, @Nullable String> environment) {
        this.engines = engines;
        this.references = new SecretReferences(environment);
    }

    /** Reads the manifest of a new bot: a JSON object, or JSON text of one. */
    public Reading read(@Nullable Object manifest) {
        return read(manifest, new JsonObject());
    }

    /**
     * Reads a manifest that takes the place of another. Masked secrets keep their stored value, and so do the
     * channels when a Parley manifest leaves them out: a bot does not change its token because its engine changes.
     *
     * @param stored the bot's document so far, {@code {}} when there is none
     */
    public Reading read(@Nullable Object manifest, JsonObject stored) {
        List<Problem> problems = new ArrayList<>();
        Object parsed = manifest instanceof String text ? parsed(text, problems) : manifest;
        Object clean = problems.isEmpty() ? new CleanJson(problems::add).copy(parsed) : null;
        if (!problems.isEmpty()) {
            return invalid(problems);
        }
        if (!(clean instanceof JsonObject written)) {
            return new Reading.Invalid(List.of(Problem.wrongType("#", clean, "object")));
        }
        JsonObject document = complete(Secrets.restored(written, stored, problems::add), stored);
        problems.addAll(shape(document).problems("#", document));
        if (!problems.isEmpty()) {
            return invalid(problems);
        }
        JsonObject resolved = document.copy();
        for (String place : List.of("engine", "channels")) {
            if (resolved.containsKey(place)) {
                resolved.put(place, references.resolve("#/" + place, resolved.getValue(place), problems::add));
            }
        }
        if (!problems.isEmpty()) {
            return invalid(problems);
        }
        Manifest read = manifest(resolved);
        problems.addAll(engineTokenAsAccessToken(read));
        problems.addAll(secondChip(read));
        problems.addAll(engines.check(read.engineType(), resolved));
        return problems.isEmpty() ? new Reading.Valid(document, read) : invalid(problems);
    }

    private static Reading invalid(List<Problem> problems) {
        return new Reading.Invalid(List.copyOf(problems.subList(0, Math.min(problems.size(), Schema.MOST_PROBLEMS))));
    }

    private static @Nullable Object parsed(String text, List<Problem> problems) {
        try {
            return Json.decodeValue(text);
        } catch (DecodeException e) {
            problems.add(Problem.at("#", "manifest is not JSON: " + JsonSyntax.reason(e)));
            return null;
        }
    }

    private static boolean isAida(JsonObject document) {
        return !document.containsKey("engine");
    }

    // A Parley manifest need not name its channels nor make up tokens; what it leaves out a replaced one keeps.
    private JsonObject complete(JsonObject document, JsonObject stored) {
        if (isAida(document) && namesCourier(document)) {
            document.put("engine", new JsonObject().put("type", "courier"));
        }
        if (isAida(document)) {
            return document;
        }
        if (document.getValue("engine") instanceof JsonObject engine
                && "socket".equals(engine.getValue("type"))
                && !engine.containsKey("token")
                && !engine.containsKey("tokens")) {
            engine.put("token", engineToken(stored));
        }
        JsonArray before = stored.getValue("channels") instanceof JsonArray kept ? kept : new JsonArray();
        if (!document.containsKey("channels")) {
            JsonObject only = new JsonObject().put("type", "websocket").put("scope", "session");
            document.put("channels", before.isEmpty() ? new JsonArray().add(only) : before.copy());
        }
        if (document.getValue("channels") instanceof JsonArray channels) {
            for (int i = 0; i < channels.size(); i++) {
                if (channels.getValue(i) instanceof JsonObject entry
                        && "websocket".equals(entry.getValue("type"))
                        && !entry.containsKey("access_token")) {
                    entry.put("access_token", token(before, i));
                }
            }
        }
        return document;
    }

    // Where Courier is says who answers.
    private static boolean namesCourier(JsonObject document) {
        return document.getValue("channels") instanceof JsonArray channels
                && channels.stream()
                        .anyMatch(entry -> entry instanceof JsonObject chip
                                && "chip".equals(chip.getValue("type"))
                                && chip.containsKey("courier_url"));
    }

    private String token(JsonArray before, int index) {
        return index < before.size()
                        && before.getValue(index) instanceof JsonObject entry
                        && entry.getValue("access_token") instanceof String token
                ? token
                : newToken();
    }

    private String engineToken(JsonObject stored) {
        return stored.getValue("engine") instanceof JsonObject before
                        && "socket".equals(before.getValue("type"))
                        && before.getValue("token") instanceof String token
                ? token
                : newToken();
    }

    private String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Schema shape(JsonObject document) {
        if (isAida(document)) {
            return ManifestShapes.AIDA;
        }
        boolean script =
                document.getValue("engine") instanceof JsonObject engine && "script".equals(engine.getValue("type"));
        return script ? ManifestShapes.SCRIPT : ManifestShapes.PARLEY;
    }

    private static Manifest manifest(JsonObject resolved) {
        JsonObject engine = resolved.getJsonObject("engine", new JsonObject().put("type", "script"));
        ChannelEntry.Scope scope = isAida(resolved) ? ChannelEntry.Scope.TOPIC : ChannelEntry.Scope.SESSION;
        return new Manifest(
                resolved.getString("name", DEFAULT_NAME),
                resolved.getJsonArray("origins", new JsonArray()).stream()
                        .map(String.class::cast)
                        .toList(),
                engine.getString("type"),
                engine,
                resolved,
                resolved.getJsonArray("channels").stream()
                        .map(entry -> entry((JsonObject) entry, scope))
                        .toList());
    }

    private static ChannelEntry entry(JsonObject settings, ChannelEntry.Scope scope) {
        String type = settings.getString("type");
        return switch (type) {
            case "websocket" -> websocket(settings, scope);
            case "chip" -> ChannelEntry.Chip.of(settings);
            case "gws" ->
                new ChannelEntry.Gws(settings.getJsonArray("apikeys", new JsonArray()).stream()
                        .map(String.class::cast)
                        .toList());
            case "chatio" -> new ChannelEntry.Chatio(settings.getLong("license"));
            case "expertflow" -> ChannelEntry.Expertflow.of(settings);
            default -> new ChannelEntry.Other(type, settings);
        };
    }

    private static ChannelEntry websocket(JsonObject settings, ChannelEntry.Scope scope) {
        String written = settings.getString("scope");
        return new ChannelEntry.Websocket(
                settings.getString("access_token"),
                written == null ? scope : ChannelEntry.Scope.valueOf(written.toUpperCase(Locale.ROOT)),
                settings.getBoolean("page", false));
    }

    // The bot's id is Chip's channel, so there can be but one.
    private static List<Problem> secondChip(Manifest manifest) {
        long entries = manifest.channels().stream()
                .filter(ChannelEntry.Chip.class::isInstance)
                .count();
        return entries > 1 ? List.of(Problem.at("#/channels", "more than one chip entry")) : List.of();
    }

    // The engine's token makes its bearer the bot's side; on a public page it would be anybody's.
    private static List<Problem> engineTokenAsAccessToken(Manifest manifest) {
        return manifest.engineTokens().stream()
                        .anyMatch(token -> manifest.websocket(token).isPresent())
                ? List.of(Problem.at("#/channels", "an access_token is the same as the engine's token"))
                : List.of();
    }
}
