package dev.parley.bot;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads manifests: completes, checks and resolves them. A document with {@code engine} is Parley's own; one without is
 * AIDA's, unless an engine knows it for its own. What engines and channel entries may say is told by those who run
 * them. It may read secrets from files and manifests may be large, so it is
 * called on a worker thread, any number at once.
 */
public final class ManifestReader {
    private static final String DEFAULT_NAME = "Bot";
    private static final int TOKEN_BYTES = 24;

    private final EngineTypes engines;
    private final EntryTypes entries;
    private final Secrets secrets;
    private final SecretReferences references;
    private final SecureRandom random = new SecureRandom();

    public ManifestReader(EngineTypes engines, EntryTypes entries) {
        this(engines, entries, System::getenv);
    }

    /** Takes the values of {@code ${env:NAME}} from elsewhere than the process environment. */
    public ManifestReader(EngineTypes engines, EntryTypes entries, Function<String, @Nullable String> environment) {
        this.engines = engines;
        this.entries = entries;
        this.secrets = new Secrets(entries::shown);
        this.references = new SecretReferences(environment);
    }

    /** A copy of a stored manifest to be shown, its secrets masked. */
    public JsonObject masked(JsonObject document) {
        return secrets.masked(document);
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
        JsonObject document = complete(secrets.restored(written, stored, problems::add), stored);
        problems.addAll(formProblems(document));
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
        problems.addAll(entries.repeated(read));
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
        if (isAida(document)) {
            Optional<String> meant = engine(type -> type.isMeantBy(document)).<String>map(EngineType::type);
            if (meant.isEmpty()) {
                return document;
            }
            document.put("engine", new JsonObject().put("type", meant.get()));
        }
        if (document.getValue("engine") instanceof JsonObject engine) {
            boolean same = stored.getValue("engine") instanceof JsonObject before
                    && Objects.equals(before.getValue("type"), engine.getValue("type"));
            JsonObject earlier = same ? stored.getJsonObject("engine") : new JsonObject();
            named(engine).ifPresent(type -> type.complete(engine, earlier, this::newToken));
        }
        JsonArray before = stored.getValue("channels") instanceof JsonArray kept ? kept : new JsonArray();
        if (!document.containsKey("channels")) {
            document.put("channels", before.isEmpty() ? entries.usual() : before.copy());
        }
        if (document.getValue("channels") instanceof JsonArray channels) {
            for (int i = 0; i < channels.size(); i++) {
                EntryType type = entries.of(channels.getValue(i));
                if (type != null) {
                    Object stands = i < before.size() ? before.getValue(i) : null;
                    JsonObject earlier = type.equals(entries.of(stands)) ? (JsonObject) stands : null;
                    type.complete(channels.getJsonObject(i), earlier, this::newToken);
                }
            }
        }
        return document;
    }

    private String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private List<Problem> formProblems(JsonObject document) {
        if (!isAida(document)) {
            List<String> required = named(document.getValue("engine"))
                    .<List<String>>map(EngineType::required)
                    .orElse(List.of());
            return ManifestShapes.parley(entries, required).problems("#", document);
        }
        // Who writes an entry that AIDA never had means Parley's form; what AIDA would have wanted is of no use then.
        List<Problem> others = entries.withoutEngine(document);
        return others.isEmpty() ? ManifestShapes.aida(entries).problems("#", document) : others;
    }

    private Optional<? extends EngineType> engine(Predicate<EngineType> wanted) {
        return engines.all().stream().filter(wanted).findFirst();
    }

    private Optional<? extends EngineType> named(@Nullable Object engine) {
        Object type = engine instanceof JsonObject object ? object.getValue("type") : null;
        return engine(known -> known.type().equals(type));
    }

    private String ofAida() {
        return engine(EngineType::runsAida)
                .orElseThrow(() -> new IllegalStateException("no engine runs AIDA's manifests"))
                .type();
    }

    private Manifest manifest(JsonObject resolved) {
        boolean aida = isAida(resolved);
        JsonObject engine = resolved.getJsonObject("engine", new JsonObject().put("type", ofAida()));
        return new Manifest(
                resolved.getString("name", DEFAULT_NAME),
                resolved.getJsonArray("origins", new JsonArray()).stream()
                        .map(String.class::cast)
                        .toList(),
                engine.getString("type"),
                engine,
                resolved,
                resolved.getJsonArray("channels").stream()
                        .map(JsonObject.class::cast)
                        .map(entry -> Objects.requireNonNull(entries.of(entry)).read(entry, aida))
                        .toList());
    }

    // The engine's token makes its bearer the bot's side; on a public page it would be anybody's.
    private static List<Problem> engineTokenAsAccessToken(Manifest manifest) {
        return manifest.engineTokens().stream()
                        .anyMatch(token -> manifest.channels().stream().anyMatch(entry -> entry.admits(token)))
                ? List.of(Problem.at("#/channels", "an access_token is the same as the engine's token"))
                : List.of();
    }
}
