package dev.parley.crash;

import dev.parley.clients.ServerProcess;
import dev.parley.testing.Waiting;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The people of a test and the bots they talk to. */
final class Crowd implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, CrashBot> bots = new TreeMap<>();
    private final Map<PersonClient, Thread> running = new TreeMap<>(Comparator.comparing(PersonClient::name));
    private final Random random;
    private final Violations violations;
    private volatile Runnable heard = () -> {};

    Crowd(long seed, Violations violations) {
        random = new Random(seed);
        this.violations = violations;
    }

    /**
     * Makes a bot and lets people talk to it; the first of them in two tabs.
     *
     * @param url where clients and bots reach the server
     */
    void gather(ServerProcess server, String url, CrashBot bot, int clients, PersonClient.Habits habits)
            throws Exception {
        String id = server.makeBot(bot.manifest());
        bots.put(id, bot);
        bot.start(url, id, random.nextLong());
        PersonClient.Address address = new PersonClient.Address(url, id);
        List<PersonClient> people = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            people.add(client(bot.name() + i, habits, bot, address));
        }
        people.forEach(this::run);
        PersonClient first = people.get(0);
        Waiting.until("a session to share", () -> !first.sessions().isEmpty());
        PersonClient tab = client(bot.name() + "tab", habits, bot, address);
        tab.adopt(first.sessions().iterator().next());
        run(tab);
    }

    private PersonClient client(String name, PersonClient.Habits habits, CrashBot bot, PersonClient.Address address) {
        return new PersonClient(http, name, habits, bot, address, random.nextLong(), violations, () -> heard.run());
    }

    private void run(PersonClient client) {
        Thread thread = new Thread(client, client.name());
        running.put(client, thread);
        thread.start();
    }

    /** Runs this once, in the moment in which so many more replies and pushes were heard. */
    void whenHeard(int frames, Runnable what) {
        AtomicInteger left = new AtomicInteger(frames);
        heard = () -> {
            if (left.decrementAndGet() == 0) {
                what.run();
            }
        };
    }

    /** All bots by their id. */
    Map<String, CrashBot> bots() {
        return bots;
    }

    /** What the clients know, by session and by the client's name. */
    Map<String, Map<String, SessionNotes>> notes() {
        Map<String, Map<String, SessionNotes>> notes = new TreeMap<>();
        running.keySet()
                .forEach(client -> client.sessions()
                        .forEach(session -> notes.computeIfAbsent(session.session(), id -> new TreeMap<>())
                                .put(client.name(), session)));
        return notes;
    }

    /** How many messages were acknowledged. */
    long acknowledged() {
        return sessions().mapToLong(session -> session.acknowledged().size()).sum();
    }

    /** How many messages were refused for a while. */
    long refused() {
        return sessions().mapToLong(SessionNotes::refusals).sum();
    }

    private Stream<SessionNotes> sessions() {
        return running.keySet().stream().flatMap(client -> client.sessions().stream());
    }

    /** Nobody says anything new; returns when all was acknowledged, and all answers were heard by all who have the session. */
    void settle(Duration limit) {
        running.keySet().forEach(PersonClient::fallSilent);
        Waiting.until("all is answered", limit, () -> notes().values().stream().allMatch(Crowd::settled));
    }

    /** The clients that wait for an acknowledgement or an answer. */
    List<String> unsettled() {
        return running.keySet().stream()
                .filter(client -> !client.sessions().stream().allMatch(SessionNotes::settled))
                .map(PersonClient::name)
                .toList();
    }

    private static boolean settled(Map<String, SessionNotes> session) {
        Collection<SessionNotes> notes = session.values();
        return notes.stream().allMatch(SessionNotes::settled)
                && notes.stream()
                        .allMatch(
                                each -> notes.stream().allMatch(other -> each.largestSeen() >= other.largestAnswer()));
    }

    /** Ends clients and bots. */
    @Override
    public void close() throws Exception {
        running.keySet().forEach(PersonClient::stop);
        for (Thread thread : running.values()) {
            thread.join();
        }
        for (CrashBot bot : bots.values()) {
            bot.close();
        }
    }
}
