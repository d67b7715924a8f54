package dev.parley.delivery;

import dev.parley.bot.Bot;
import dev.parley.conversation.Appended;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.BotError;
import dev.parley.conversation.BotErrors;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.DeliveryOutcome;
import dev.parley.conversation.DeliveryOutcome.Answered;
import dev.parley.conversation.DeliveryPosition;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import dev.parley.conversation.Sanitizer;
import dev.parley.conversation.Session;
import dev.parley.engine.Answer;
import dev.parley.engine.DeliveryException;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what came of a delivery, and tells it. Futures complete on the caller's event loop. */
final class DeliveryRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryRecorder.class);

    private final Conversations conversations;
    private final BotErrors errors;

    DeliveryRecorder(Conversations conversations, BotErrors errors) {
        this.conversations = conversations;
        this.errors = errors;
    }

    /**
     * Commits an answer with the engine's new position; the session behind it, or empty when it came too late.
     *
     * @param typing whether the bot is shown typing until then
     */
    Future<Optional<Session>> settle(
            Session session, Bot bot, Event event, DeliveryPosition dealt, Answer answer, boolean typing) {
        Future<List<Draft>> said = answer.messages().isEmpty()
                ? Future.succeededFuture(List.of())
                : conversations.parts(session.id(), Conversations.botAuthor(bot), answer.messages(), event.seq());
        List<Notification> told = new ArrayList<>(2);
        if (typing) {
            told.add(typingSignal(session, bot, false));
        }
        if (answer.messages().isEmpty()) {
            // An answer shows by itself how far the engine is; silence has to be told.
            told.add(status(session, bot, event, Notification.Delivery.DELIVERED));
        }
        return said.map(answers -> typing && session.recordTyping() ? typedOff(answers, bot) : answers)
                .map(answers -> new Answered(answers, answer.data(), answer.then(), Set.copyOf(answer.skills())))
                .compose(answered -> conversations.settle(
                        new DeliveryOutcome(session.id(), session.engineEpoch(), dealt, answered, null, told)))
                .recover(failure -> Future.failedFuture(unlessTooLong(failure)))
                .onSuccess(settled -> answer.errors().forEach(error -> note(session, error)))
                .map(settled -> settled.map(Appended::session));
    }

    private static List<Draft> typedOff(List<Draft> answers, Bot bot) {
        List<Draft> more = new ArrayList<>(answers);
        more.add(Draft.of(Conversations.botAuthor(bot), new Body.Typing(false)));
        return more;
    }

    /** An answer that is too long will be so the next time too. */
    private static Throwable unlessTooLong(Throwable failure) {
        return failure instanceof RefusedException refused && refused.refusal() == Refusal.TOO_LONG
                ? DeliveryException.refused("the answer is too long: " + refused.getMessage())
                : failure;
    }

    /**
     * Gives an event up: it stays in the log and counts as dealt with, and the person is told once, in the bot's words. The
     * session behind that, or empty when it came too late.
     */
    Future<Optional<Session>> giveUp(Session session, Bot bot, Event event, DeliveryPosition dealt, String reason) {
        LOG.warn("Event {} of session {} is undeliverable to bot {}: {}", event.seq(), session.id(), bot.id(), reason);
        List<Draft> apology = bot
                .manifest()
                .onFailure()
                .filter(text -> dealt instanceof DeliveryPosition.Next)
                .map(text -> Draft.of(Author.SYSTEM, new Body.Text(text), event.seq(), null))
                .stream()
                .toList();
        return conversations
                .settle(new DeliveryOutcome(
                        session.id(),
                        session.engineEpoch(),
                        dealt,
                        Answered.saying(apology),
                        reason,
                        List.of(status(session, bot, event, Notification.Delivery.UNDELIVERABLE))))
                .onSuccess(settled -> settled.ifPresent(done -> note(session, "Undeliverable: " + reason)))
                .map(settled -> settled.map(Appended::session));
    }

    /** Writes down what went wrong for the bot's people; that this fails is no reason to fail anything else. */
    private void note(Session session, String error) {
        errors.note(new BotError(
                        Instant.now().truncatedTo(ChronoUnit.MICROS),
                        session.bot(),
                        session.id(),
                        null,
                        Sanitizer.brief(error)))
                .onFailure(failure -> LOG.debug("An error of a bot is not written down: {}", failure.getMessage()));
    }

    /** Shows the bot typing; in a session that records it the future waits for the log, and never fails. */
    Future<?> typing(Session session, Bot bot, boolean on) {
        return conversations.typing(session, Conversations.botAuthor(bot), on).otherwiseEmpty();
    }

    private static Notification typingSignal(Session session, Bot bot, boolean on) {
        return new Notification.Typing(session.id(), bot.id(), Conversations.botAuthor(bot), on);
    }

    /** Tells the person's clients that an event takes longer. */
    void delayed(Session session, Bot bot, Event event) {
        conversations.tell(status(session, bot, event, Notification.Delivery.DELAYED));
    }

    private static Notification status(Session session, Bot bot, Event event, Notification.Delivery delivery) {
        return new Notification.Status(session.id(), bot.id(), event.id(), event.seq(), delivery);
    }
}
