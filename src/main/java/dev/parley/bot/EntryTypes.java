package dev.parley.bot;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kinds of channel entries this server knows, of all gateways together. Immutable; any thread. */
public final class EntryTypes {
    private final Map<String, EntryType> types = new LinkedHashMap<>();
    private final Optional<JsonObject> usual;

    /**
     * @param types of which no two have the same word
     * @param usual the entry that is made for a bot whose manifest names no channels
     */
    public EntryTypes(Collection<EntryType> types, Optional<JsonObject> usual) {
        // Refusals list them so: AIDA's own, then those that need no settings, then the others.
        types.stream()
                .sorted(Comparator.comparingInt(EntryTypes::place))
                .forEach(type -> this.types.put(type.type(), type));
        this.usual = usual;
    }

    private static int place(EntryType type) {
        if (type.inAida().isPresent()) {
            return 0;
        }
        return type.settings().requiresNothing() ? 1 : 2;
    }

    /** The channels of a manifest that names none. */
    JsonArray usual() {
        JsonArray channels = new JsonArray();
        usual.ifPresent(entry -> channels.add(entry.copy()));
        return channels;
    }

    /** The type of what may be an entry; null when it is none that is known. */
    @Nullable
    EntryType of(@Nullable Object entry) {
        return entry instanceof JsonObject object && object.getValue("type") instanceof String type
                ? types.get(type)
                : null;
    }

    /** The settings of an entry that are no secrets. */
    Set<String> shown(JsonObject entry) {
        EntryType type = of(entry);
        return type == null ? Set.of() : type.shown();
    }

    /** What AIDA's own manifests may have; a refusal tells what each kind of entry would have lacked. */
    Schema aida() {
        return Schema.oneOf(types.values().stream()
                .sorted(Comparator.comparing(EntryType::type))
                .flatMap(type -> type.inAida().map(settings -> settings.typed(type.type())).stream())
                .toArray(Schema[]::new));
    }

    /** What Parley's manifests may have: entries are told by their type, so that a slip is reported once and at its place. */
    Schema parley() {
        Schema anyType = ObjectSchema.object()
                .required("type", Schema.word(types.keySet().toArray(String[]::new)))
                .open();
        return (path, value, problems) -> {
            EntryType type = of(value);
            (type == null ? anyType : type.settings().typed(type.type())).check(path, value, problems);
        };
    }

    /** What is wrong with entries that only Parley's manifests have in one that names no engine. */
    List<Problem> withoutEngine(JsonObject document) {
        JsonArray channels = document.getValue("channels") instanceof JsonArray written ? written : new JsonArray();
        return Stream.iterate(0, i -> i < channels.size(), i -> i + 1)
                .flatMap(i -> Stream.ofNullable(of(channels.getValue(i)))
                        .filter(type -> type.inAida().isEmpty())
                        .map(type -> Problem.at(
                                "#/channels/" + i,
                                type.type() + " needs \"engine\": an object whose type says what answers")))
                .limit(Schema.MOST_PROBLEMS)
                .toList();
    }

    /** What is wrong with more entries of a type than a bot may have. */
    List<Problem> repeated(Manifest manifest) {
        return types.values().stream()
                .filter(EntryType::once)
                .map(EntryType::type)
                .filter(type -> manifest.channels().stream()
                                .filter(entry -> entry.type().equals(type))
                                .count()
                        > 1)
                .map(type -> Problem.at("#/channels", "more than one " + type + " entry"))
                .toList();
    }
}
