package dev.parley.conversation;

import dev.parley.bot.Bot;
import dev.parley.bot.BotFile;
import dev.parley.bot.BotFiles;
import dev.parley.bot.ManifestReader;
import dev.parley.bot.Problem;
import dev.parley.bot.Reading;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the bots of the files and of the store together at a start. Runs on a worker thread, once. */
final class BotLoad {
    private static final Logger log = LoggerFactory.getLogger(BotLoad.class);

    private final ManifestReader reader;
    private final List<Bot> usable = new ArrayList<>();
    private final List<RegisteredBot> found = new ArrayList<>();
    private final List<BotRecord> changed = new ArrayList<>();

    private BotLoad(ManifestReader reader) {
        this.reader = reader;
    }

    /**
     * What a start finds.
     *
     * @param bots every bot, usable or not
     * @param changed the records of file bots that the store does not have so
     */
    record Result(List<RegisteredBot> bots, List<BotRecord> changed) {}

    /** Reads it all. Throws {@link BotFilesException}. */
    static Result read(Path directory, List<BotRecord> stored, ManifestReader reader) {
        BotLoad load = new BotLoad(reader);
        Map<UUID, BotRecord> unowned = new LinkedHashMap<>();
        stored.forEach(record -> unowned.put(record.id(), record));
        BotFiles files = BotFiles.in(directory);
        List<String> refusals = new ArrayList<>(files.problems());
        for (BotFile file : files.files()) {
            String path = directory.resolve(file.name()).toString();
            List<Problem> problems = load.filed(file, path, unowned.remove(file.id()));
            if (!problems.isEmpty()) {
                refusals.add(path + ": " + text(problems));
            }
        }
        if (!refusals.isEmpty()) {
            throw new BotFilesException(refusals);
        }
        unowned.values().forEach(load::stored);
        load.warn();
        return new Result(load.found, load.changed);
    }

    private List<Problem> filed(BotFile file, String path, @Nullable BotRecord before) {
        Reading reading = reader.read(file.manifest(), before == null ? new JsonObject() : before.manifest());
        if (!(reading instanceof Reading.Valid valid)) {
            return ((Reading.Invalid) reading).problems();
        }
        Bot bot = new Bot(file.id(), valid.document(), valid.manifest(), file.temp(), path);
        List<Problem> conflicts = ClaimConflicts.of(bot, usable);
        if (conflicts.isEmpty()) {
            Instant createdAt = before == null ? Instant.now().truncatedTo(ChronoUnit.MICROS) : before.createdAt();
            BotRecord record = new BotRecord(file.id(), valid.document(), file.temp(), createdAt);
            if (!record.equals(before)) {
                changed.add(record);
            }
            add(RegisteredBot.usable(record, bot));
        }
        return conflicts;
    }

    private void stored(BotRecord record) {
        Reading reading = reader.read(record.manifest(), record.manifest());
        List<Problem> problems;
        if (reading instanceof Reading.Valid valid) {
            Bot bot = new Bot(record.id(), record.manifest(), valid.manifest(), record.temp(), null);
            problems = ClaimConflicts.of(bot, usable);
            if (problems.isEmpty()) {
                add(RegisteredBot.usable(record, bot));
                return;
            }
        } else {
            problems = ((Reading.Invalid) reading).problems();
        }
        log.warn("Bot {} cannot be used and refuses every join until it is repaired: {}", record.id(), text(problems));
        found.add(RegisteredBot.broken(record, problems));
    }

    private void add(RegisteredBot bot) {
        bot.usable().ifPresent(usable::add);
        found.add(bot);
    }

    // One line for all bots of which there is the same to say.
    private void warn() {
        Map<String, Set<String>> warned = new LinkedHashMap<>();
        for (Bot bot : usable) {
            bot.manifest().channels().stream()
                    .flatMap(entry -> entry.warning().stream())
                    .forEach(warning -> warned.computeIfAbsent(warning, first -> new LinkedHashSet<>())
                            .add(bot.id().toString()));
        }
        warned.forEach((warning, bots) -> log.warn("{}: {}", warning, String.join(", ", bots)));
    }

    private static String text(List<Problem> problems) {
        return problems.stream().map(problem -> problem.json().encode()).collect(Collectors.joining(", "));
    }
}
