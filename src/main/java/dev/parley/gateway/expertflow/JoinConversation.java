package dev.parley.gateway.expertflow;

import dev.parley.bot.Bot;
import dev.parley.conversation.Sanitizer;
import dev.parley.conversation.Session;
import dev.parley.engineio.Handshake;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * {@code joinConversation}: the customer is here, for the first time or again. The client is told all that was said, and
 * from then on what happens.
 */
final class JoinConversation implements EventHandler {
    private static final int LONGEST_NAME = 200;

    private final ExpertflowContext context;

    JoinConversation(ExpertflowContext context) {
        this.context = context;
    }

    @Override
    public Future<Answer> handle(JsonObject payload, CustomerSocket socket) {
        UUID conversation = Payload.conversation(payload);
        String participant = Payload.text(payload, "id");
        String name = payload.getValue("name") instanceof String text
                ? Sanitizer.text(text).strip()
                : "";
        if (name.length() > LONGEST_NAME) {
            throw Fault.invalid("name has more than " + LONGEST_NAME + " characters");
        }
        return socket.inTurn(
                conversation,
                () -> context.reader()
                        .session(ConversationRef.of(conversation))
                        .map(found -> found.orElseThrow(Fault::unknownConversation))
                        .compose(session -> context.customers()
                                .of(session)
                                .compose(customer -> join(session, checked(customer, participant), name, socket))));
    }

    private static Customer checked(Customer customer, String participant) {
        if (!ParticipantId.matches(customer.id(), participant)) {
            throw Fault.forbidden("This is not a participant of the conversation");
        }
        return customer;
    }

    private Future<Answer> join(Session session, Customer known, String name, CustomerSocket socket) {
        if (!session.open()) {
            throw Fault.ended();
        }
        Bot bot = context.server()
                .bots()
                .get(session.bot())
                .filter(found -> context.channels().get().serves(found.id()))
                .orElseThrow(() -> Fault.unavailable("No bot answers here"));
        Handshake handshake = socket.client().handshake();
        if (!bot.manifest().allowsOrigin(handshake.origin(), handshake.headers().get("host"))) {
            throw Fault.forbidden("Pages of this origin may not use this chat");
        }
        return context.customers()
                .named(known, name)
                .compose(customer -> socket.enter(session, bot, customer)
                        .compose(first -> told(socket, socket.follow(session, customer), bot, first)));
    }

    private Future<Answer> told(CustomerSocket socket, Follower follower, Bot bot, boolean first) {
        UUID conversation = follower.session().id();
        return socket.client()
                .reads()
                .read(() -> History.read(context.reader(), conversation))
                .map(history -> answer(history, socket.client(), follower, bot, first))
                .onFailure(unreadable -> socket.leave(follower));
    }

    private static Answer answer(History history, ClientSocket client, Follower follower, Bot bot, boolean first) {
        if (history.hasEnded()) {
            throw Fault.ended();
        }
        JsonObject info = info(history, client, follower);
        return Answer.ok(new JsonObject(), () -> {
            client.emit("conversationInfo", info);
            if (first) {
                Participant host = Participant.bot(bot.manifest().name());
                client.emit(Emissions.of(Activity.greetings(host, follower.known())));
            }
            follower.begin(history.seq());
        });
    }

    private static JsonObject info(History history, ClientSocket client, Follower follower) {
        ConversationSnapshot known = follower.known();
        Rendering rendering = new Rendering(client.base());
        JsonArray messages = new JsonArray();
        history.messages().forEach(message -> messages.add(rendering.kept(message, known)));
        List<Participant> there = new ArrayList<>();
        there.add(known.participant(follower.customer().author()));
        history.others().forEach(other -> there.add(known.participant(other)));
        JsonArray participants = new JsonArray();
        there.forEach(participant -> participants.add(participant.json()));
        // Clients read the list by either name.
        return new JsonObject()
                .put("conversation", conversation(known))
                .put("messages", messages)
                .put("participant", participants)
                .put("participants", participants)
                .put("role", Participant.Type.CUSTOMER.word());
    }

    private static JsonObject conversation(ConversationSnapshot known) {
        Attributes attributes = known.attributes();
        return new JsonObject()
                .put("conversationId", known.session().id().toString())
                .put("channel", attributes.channel())
                .put("refId", attributes.refId())
                .put("language", attributes.text("language"))
                .put("subject", attributes.text("subject"))
                .put("state", "active")
                .put("startTime", Times.format(known.session().createdAt()));
    }
}
