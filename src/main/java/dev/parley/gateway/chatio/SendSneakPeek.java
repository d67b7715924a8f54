package dev.parley.gateway.chatio;

import dev.parley.conversation.Author;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * {@code send_sneak_peek}: what the customer is about to say. Nobody is told the words, only that there are some: that the
 * customer is typing. Nothing is stored.
 */
final class SendSneakPeek implements Action {
    private final Conversations conversations;

    SendSneakPeek(Conversations conversations) {
        this.conversations = conversations;
    }

    @Override
    public Future<?> perform(JsonObject payload, Call call) {
        boolean typing = !Fields.string(payload, "sneak_peek_text").isBlank();
        return Action.inChat(payload, call)
                .compose(known -> {
                    Session thread = call.chat().active();
                    return thread == null
                            ? Future.succeededFuture()
                            : conversations.typing(thread, Author.PERSON, typing);
                })
                .onSuccess(told -> call.succeed(Answer.of(new JsonObject())));
    }
}
