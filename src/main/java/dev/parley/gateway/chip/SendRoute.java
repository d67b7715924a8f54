package dev.parley.gateway.chip;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.bot.Bot;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Person;
import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import dev.parley.conversation.SessionRef;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * Answers {@code /wc/send/<bot>/}: a message for a visitor, from Courier. Courier tries again what is answered with 5xx and
 * gives up what is answered with 4xx, so trouble of this server is always 500.
 */
final class SendRoute implements Handler<RoutingContext> {
    private final ChipBots bots;
    private final Conversations conversations;
    private final Contacts contacts;

    SendRoute(ChipBots bots, Conversations conversations, Contacts contacts) {
        this.bots = bots;
        this.conversations = conversations;
        this.contacts = contacts;
    }

    /** Answers a body that could not be read as a whole. */
    void failed(RoutingContext routing) {
        if (routing.statusCode() == 413 || routing.statusCode() == 400) {
            Replies.error(routing.request(), 400, "error reading request: body is too large or broken off");
        } else {
            routing.next();
        }
    }

    @Override
    public void handle(RoutingContext routing) {
        ChipBot bot = Replies.bot(bots, routing);
        if (bot == null) {
            return;
        }
        HttpServerRequest request = routing.request();
        try {
            byte[] body = routing.body().buffer() == null
                    ? new byte[0]
                    : routing.body().buffer().getBytes();
            send(Sent.read(body), bot, request);
        } catch (Fields.Unusable unusable) {
            Replies.error(request, 400, "error reading request: " + unusable.getMessage());
        }
    }

    private void send(Sent sent, ChipBot bot, HttpServerRequest request) {
        if (!opens(bot.entry(), sent.secret())) {
            Replies.error(request, 400, "channel secret incorrect");
            return;
        }
        Optional<String> chatId = ChatId.read(sent.chatId());
        if (chatId.isEmpty()) {
            Replies.error(request, 400, unknown(sent.chatId()));
            return;
        }
        contacts.find(bot.bot(), bot.entry(), chatId.get())
                .compose(person -> queue(sent, bot, person, request))
                .onFailure(failure -> refuse(failure, request));
    }

    private Future<Void> queue(Sent sent, ChipBot bot, Optional<Person> person, HttpServerRequest request) {
        if (person.isEmpty()) {
            Replies.error(request, 400, unknown(sent.chatId()));
            return Future.succeededFuture();
        }
        Long user = sent.user();
        if (user != null
                && bot.entry().users().isPresent()
                && bot.entry().user(user).isEmpty()) {
            Replies.error(request, 404, "user not found");
            return Future.succeededFuture();
        }
        List<Draft> drafts = sent.drafts(bot);
        return append(drafts, bot.bot(), person.get())
                .recover(failure ->
                        isClosed(failure) ? append(drafts, bot.bot(), person.get()) : Future.failedFuture(failure))
                .onSuccess(queued -> Replies.json(request, 200, new JsonObject().put("status", "queued")));
    }

    private Future<Void> append(List<Draft> drafts, Bot bot, Person person) {
        return contacts.open(bot, person.id())
                .compose(session ->
                        conversations.append(new SessionRef(session.id(), bot.id(), Contact.GATEWAY), drafts, null))
                .mapEmpty();
    }

    // It may have been closed since it was looked up; then another is opened.
    private static boolean isClosed(Throwable failure) {
        return failure instanceof RefusedException refused && refused.refusal() == Refusal.SESSION_CLOSED;
    }

    private static void refuse(Throwable failure, HttpServerRequest request) {
        if (failure instanceof RefusedException refused && refused.refusal() == Refusal.TOO_LONG) {
            Replies.error(request, 400, "error reading request: " + refused.getMessage());
        } else {
            Replies.error(request, 500, "unable to queue message");
        }
    }

    /** An entry without a secret opens to nobody. */
    private static boolean opens(ChipEntry entry, String guess) {
        String secret = entry.secret();
        return secret != null
                && !secret.isEmpty()
                && MessageDigest.isEqual(guess.getBytes(UTF_8), secret.getBytes(UTF_8));
    }

    private static String unknown(String chatId) {
        return "error loading contact with chat id " + chatId + ": not found";
    }
}
