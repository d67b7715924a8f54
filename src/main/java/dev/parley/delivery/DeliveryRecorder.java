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
     * Commits an answer with the engine's new position; the session behind it, or empty when it came too late. The bot
     * types no longer then.
     */
    Future<Optional<Session>> settle(DeliveryAttempt attempt, Answer answer) {
        Session session = attempt.session();
        Author author = Conversations.botAuthor(attempt.bot());
        Future<List<Draft>> said = answer.messages().isEmpty()
                ? Future.succeededFuture(List.of())
                : conversations.parts(
                        session.id(), author, answer.messages(), attempt.event().seq());
        List<Notification> told = new ArrayList<>(2);
        if (attempt.showsTyping()) {
            told.add(new Notification.Typing(session.id(), attempt.bot().id(), author, false));
        }
        if (answer.messages().isEmpty()) {
            // An answer shows by itself how far the engine is; silence has to be told.
            told.add(status(attempt, Notification.Delivery.DELIVERED));
        }
        boolean recordsTyping = attempt.showsTyping() && session.recordTyping();
        return said.map(answers -> recordsTyping ? typedOff(answers, author) : answers)
                .map(answers -> new Answered(answers, answer.data(), answer.then(), Set.copyOf(answer.skills())))
                .compose(answered -> conversations.settle(new DeliveryOutcome(
                        session.id(), session.engineEpoch(), attempt.position(), answered, null, told)))
                .recover(failure -> Future.failedFuture(unlessTooLong(failure)))
                .onSuccess(settled -> {
                    answer.errors().forEach(error -> note(session, error));
                    if (settled.isEmpty()) {
                        typing(attempt, false);
                    }
                })
                .map(settled -> settled.map(Appended::session));
    }

    private static List<Draft> typedOff(List<Draft> answers, Author author) {
        List<Draft> more = new ArrayList<>(answers);
        more.add(Draft.of(author, new Body.Typing(false)));
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
    Future<Optional<Session>> giveUp(DeliveryAttempt attempt, String reason) {
        Session session = attempt.session();
        Event event = attempt.event();
        Bot bot = attempt.bot();
        LOG.warn("Event {} of session {} is undeliverable to bot {}: {}", event.seq(), session.id(), bot.id(), reason);
        List<Draft> apology = bot
                .manifest()
                .onFailure()
                .filter(text -> attempt.position() instanceof DeliveryPosition.Next)
                .map(text -> Draft.of(Author.SYSTEM, new Body.Text(text), event.seq(), null))
                .stream()
                .toList();
        return conversations
                .settle(new DeliveryOutcome(
                        session.id(),
                        session.engineEpoch(),
                        attempt.position(),
                        Answered.saying(apology),
                        reason,
                        List.of(status(attempt, Notification.Delivery.UNDELIVERABLE))))
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

    /**
     * Shows the bot typing, or no longer, if it is to be shown; in a session that records it the future waits for the log.
     * It never fails.
     */
    Future<?> typing(DeliveryAttempt attempt, boolean on) {
        return attempt.showsTyping()
                ? conversations
                        .typing(attempt.session(), Conversations.botAuthor(attempt.bot()), on)
                        .otherwiseEmpty()
                : Future.succeededFuture();
    }

    /** Tells the person's clients that an event takes longer. */
    void delayed(DeliveryAttempt attempt) {
        conversations.tell(status(attempt, Notification.Delivery.DELAYED));
    }

    private static Notification status(DeliveryAttempt attempt, Notification.Delivery delivery) {
        Event event = attempt.event();
        return new Notification.Status(attempt.session().id(), attempt.bot().id(), event.id(), event.seq(), delivery);
    }
}
