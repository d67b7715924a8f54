package dev.parley.house;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The picture of the house as docs/architecture.md draws it: floors from the top down, and on each the rooms that stand
 * beside one another. A room is a package with its sub-packages, but for those that have a room of their own.
 */
final class Floors {
    static final String ROOT = "dev.parley";

    /** From the top: a class may import what is below it, and its own room. */
    static final List<List<String>> PLAN = List.of(
            List.of(""),
            List.of("cli"),
            List.of("server"),
            List.of("admin"),
            List.of(
                    "gateway.phoenix",
                    "gateway.chip",
                    "gateway.gws",
                    "gateway.expertflow",
                    "gateway.chatio",
                    "api",
                    "delivery"),
            List.of(
                    "engine.echo",
                    "engine.none",
                    "engine.script",
                    "engine.socket",
                    "engine.webhook",
                    "engine.courier",
                    "engine.rasa",
                    "engine.openai"),
            List.of("gateway", "engine"),
            List.of("media", "store", "fanout", "metrics", "http"),
            List.of("feed"),
            List.of("conversation"),
            List.of("bot", "config"),
            List.of("phoenix", "socketio", "engineio", "websocket"));

    /** Who may import whom on one floor: socketio is made of engineio, and both, as phoenix, of websocket. */
    static final List<List<String>> STAIRS = List.of(
            List.of("bot", "config"),
            List.of("phoenix", "websocket"),
            List.of("socketio", "engineio"),
            List.of("socketio", "websocket"),
            List.of("engineio", "websocket"));

    private Floors() {}

    /** The room of a package; the longest that fits. */
    static Optional<String> room(String packageName) {
        String inside = packageName.equals(ROOT) ? "" : packageName.substring(ROOT.length() + 1);
        return PLAN.stream()
                .flatMap(List::stream)
                .filter(room -> inside.equals(room) || (!room.isEmpty() && inside.startsWith(room + ".")))
                .max((one, other) -> Integer.compare(one.length(), other.length()));
    }

    /** Whether something in one room may import from another. */
    static boolean mayImport(String from, String to) {
        return from.equals(to) || floor(from) < floor(to) || STAIRS.contains(List.of(from, to));
    }

    private static int floor(String room) {
        return IntStream.range(0, PLAN.size())
                .filter(floor -> PLAN.get(floor).contains(room))
                .findFirst()
                .orElseThrow();
    }
}
