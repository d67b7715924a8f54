package dev.parley.engine.openai;

import dev.parley.conversation.Event;
import dev.parley.conversation.Message;
import dev.parley.conversation.Session;
import dev.parley.engine.Answer;
import dev.parley.engine.Delivery;
import dev.parley.engine.DeliveryException;
import dev.parley.engine.Engine;
import dev.parley.engine.EngineContext;
import dev.parley.engine.calls.BotCallGuards;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets a language model answer what was said so far. Whoever writes again before the answer is there gets one answer to
 * all of it: the delivery that runs ends with nothing to say, and that of the newest message is answered. Belongs to one
 * event loop.
 */
final class OpenAiEngine implements Engine {
    private final UUID bot;
    private final Settings settings;
    private final EngineContext context;
    private final BotCallGuards.Held held;
    private final Map<UUID, Completion> running = new HashMap<>();

    OpenAiEngine(UUID bot, Settings settings, EngineContext context, BotCallGuards.Held held) {
        this.bot = bot;
        this.settings = settings;
        this.context = context;
        this.held = held;
    }

    @Override
    public Future<Answer> deliver(Delivery delivery) {
        if (!Prompt.asks(delivery.event())) {
            return Future.succeededFuture(Answer.NONE);
        }
        UUID session = delivery.session().id();
        Completion completion = new Completion(session, bot, settings, context);
        running.put(session, completion);
        return history(delivery)
                .compose(events -> answered(delivery, completion, events))
                .map(said -> said.map(message -> Answer.of(List.of(message))).orElse(Answer.NONE))
                .onComplete(done -> running.remove(session, completion));
    }

    private Future<Optional<Message>> answered(Delivery delivery, Completion completion, List<Event> events) {
        boolean newer =
                events.stream().anyMatch(event -> event.seq() > delivery.event().seq() && Prompt.asks(event));
        if (newer) {
            completion.cancel();
        }
        return completion.isOver()
                ? completion.outcome()
                : held.guard()
                        .call(() -> pictures(events)
                                .compose(pictures ->
                                        completion.ask(Prompt.messages(settings.system(), events, pictures))));
    }

    private Future<Map<UUID, String>> pictures(List<Event> events) {
        return settings.images() ? ImageParts.of(events, context.images()) : Future.succeededFuture(Map.of());
    }

    private Future<List<Event>> history(Delivery delivery) {
        Session session = delivery.session();
        long seq = delivery.event().seq();
        // An event that is delivered once more, long after, is answered from what was said by then.
        return session.enginePosition() < seq
                ? context.history().newest(session.id(), settings.history())
                : context.history().before(session.id(), seq + 1, settings.history());
    }

    @Override
    public void wroteAgain(Session session, List<Event> events) {
        if (events.stream().anyMatch(Prompt::asks)) {
            cancel(session.id());
        }
    }

    @Override
    public void erased(UUID session) {
        cancel(session);
    }

    @Override
    public void takenOver(Session session) {
        cancel(session.id());
    }

    @Override
    public Future<Void> closed(Session session) {
        cancel(session.id());
        return Future.succeededFuture();
    }

    private void cancel(UUID session) {
        Completion completion = running.get(session);
        if (completion != null) {
            completion.cancel();
        }
    }

    @Override
    public boolean showsTyping() {
        return settings.typing();
    }

    /** What is under way fails, so that it is delivered by the engine that comes next. */
    @Override
    public Future<Void> stop() {
        List.copyOf(running.values())
                .forEach(completion -> completion.fail(DeliveryException.failed("the engine was stopped")));
        held.release();
        return Future.succeededFuture();
    }
}
