package dev.parley.crash;

import dev.parley.conversation.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A bot of engine {@code socket} with two backends that share its sessions, each answer with a client id of its own. */
final class SocketBot implements CrashBot {
    static final String ENGINE_TOKEN = "crash-engine-token";

    private static final int BACKENDS = 2;
    private static final int LONGEST_ABSENCE = 1_000;

    private final Violations violations;
    private final SaidAnswers answers;
    private final List<BackendProcess> backends = new ArrayList<>();

    SocketBot(Violations violations) {
        this.violations = violations;
        answers = new SaidAnswers(violations);
    }

    @Override
    public String name() {
        return "socket";
    }

    @Override
    public String manifest() {
        return """
                {"name":"Socket","engine":{"type":"socket","token":"crash-engine-token"},
                 "channels":[{"type":"websocket","access_token":"crash-token","scope":"session"}]}""";
    }

    @Override
    public String ask(String word) {
        return "tell me " + word;
    }

    @Override
    public String answer(Event asked) {
        return answer(CrashBot.text(asked));
    }

    static String answer(String asked) {
        return "backend: " + asked;
    }

    @Override
    public void start(String url, String bot, long seed) throws IOException {
        for (int i = 0; i < BACKENDS; i++) {
            backends.add(new BackendProcess(url, bot, seed + i, answers, violations));
        }
    }

    @Override
    public List<Trouble> troubles() {
        return List.of(new Trouble() {
            @Override
            public String name() {
                return "backend killed";
            }

            @Override
            public int rest() {
                return 4_000;
            }

            @Override
            public void strike(Random random, Pause pause) throws Exception {
                BackendProcess backend = backends.get(random.nextInt(BACKENDS));
                backend.close();
                pause.millis(random.nextInt(LONGEST_ABSENCE));
                backend.start();
            }
        });
    }

    @Override
    public void check(String session, List<Event> log) {
        answers.check(session, log);
    }

    @Override
    public void close() throws InterruptedException {
        for (BackendProcess backend : backends) {
            backend.close();
        }
    }
}
