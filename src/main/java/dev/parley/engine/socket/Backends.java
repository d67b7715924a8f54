package dev.parley.engine.socket;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Who is connected as the side of which bot, and the engines that want to know: the place where the event loops of
 * connections and of sessions meet. One for the server; callable from any thread.
 *
 * <p>A backend is in the list before engines hear that it came, and out of it before they hear that it left. So whatever
 * an engine hands to a backend that is leaving, it hears of that afterwards.
 */
public final class Backends {
    private final Map<UUID, Meeting> meetings = new ConcurrentHashMap<>();

    /** Whoever hands sessions to a bot's backends. Called on any thread. */
    interface Watcher {
        /** A backend is there. */
        void backendCame();

        /** A backend is gone, and out of the list already. */
        void backendLeft(Backend backend);
    }

    /**
     * Takes in a backend: sessions may be handed to it at once.
     *
     * @param connection takes what the backend is told, in order; called on any thread, so it must only pass it on
     */
    public Backend join(UUID bot, Consumer<BackendMessage> connection) {
        Backend backend = new Backend(bot, connection);
        change(bot, meeting -> new Meeting(with(meeting.backends, backend), meeting.engines))
                .engines
                .forEach(Watcher::backendCame);
        return backend;
    }

    /** A backend's connection has ended: what it leaves undelivered goes to others, or waits. */
    public void leave(Backend backend) {
        change(backend.bot(), meeting -> new Meeting(without(meeting.backends, backend), meeting.engines))
                .engines
                .forEach(engine -> engine.backendLeft(backend));
    }

    /** The backends of a bot, in the order they came. */
    List<Backend> of(UUID bot) {
        Meeting meeting = meetings.get(bot);
        return meeting == null ? List.of() : meeting.backends;
    }

    void add(UUID bot, Watcher engine) {
        change(bot, meeting -> new Meeting(meeting.backends, with(meeting.engines, engine)));
    }

    void remove(UUID bot, Watcher engine) {
        change(bot, meeting -> new Meeting(meeting.backends, without(meeting.engines, engine)));
    }

    private Meeting change(UUID bot, UnaryOperator<Meeting> change) {
        Meeting[] changed = {Meeting.EMPTY};
        meetings.compute(bot, (id, present) -> {
            changed[0] = change.apply(present == null ? Meeting.EMPTY : present);
            return changed[0].isEmpty() ? null : changed[0];
        });
        return changed[0];
    }

    private static <T> List<T> with(List<T> members, T member) {
        return Stream.concat(members.stream(), Stream.of(member)).toList();
    }

    private static <T> List<T> without(List<T> members, T member) {
        return members.stream().filter(other -> other != member).toList();
    }

    /** A bot's backends and the engines, one an event loop, that hand them sessions. */
    private record Meeting(List<Backend> backends, List<Watcher> engines) {
        static final Meeting EMPTY = new Meeting(List.of(), List.of());

        boolean isEmpty() {
            return backends.isEmpty() && engines.isEmpty();
        }
    }
}
