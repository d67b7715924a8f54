package dev.parley.gateway.expertflow;

import dev.parley.bot.Bot;
import dev.parley.conversation.Sanitizer;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
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

    private final ExpertflowGateway gateway;

    JoinConversation(ExpertflowGateway gateway) {
        this.gateway = gateway;
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
                () -> gateway.conversations()
                        .session(new SessionRef(conversation, null, ExpertflowGateway.NAME))
                        .map(found -> found.orElseThrow(Fault::unknownConversation))
                        .compose(session -> gateway.customers()
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
        Bot bot = gateway.bots()
                .get(session.bot())
                .filter(found -> gateway.serves(found.id()))
                .orElseThrow(() -> Fault.unavailable("No bot answers here"));
        if (!bot.manifest()
                .allowsOrigin(
                        socket.handshake().origin(),
                        socket.handshake().headers().get("host"))) {
            throw Fault.forbidden("Pages of this origin may not use this chat");
        }
        return gateway.customers().named(known, name).compose(customer -> {
            Attachment attachment = new Attachment(socket, session, customer);
            Attachment before = socket.find(session.id());
            if (before != null) {
                // It counts as there all the while.
                socket.replace(before, attachment);
                return told(attachment, bot, false);
            }
            return gateway.entered(session, bot, customer).compose(first -> {
                if (socket.isGone()) {
                    gateway.left(session, customer, 0);
                    throw Fault.unavailable("The connection is gone");
                }
                socket.attach(attachment);
                return told(attachment, bot, first);
            });
        });
    }

    private Future<Answer> told(Attachment attachment, Bot bot, boolean first) {
        return History.read(gateway.conversations(), attachment.session().id())
                .map(history -> answer(history, attachment, bot, first))
                .onFailure(unreadable -> attachment.socket().leave(attachment));
    }

    private static Answer answer(History history, Attachment attachment, Bot bot, boolean first) {
        if (history.hasEnded()) {
            throw Fault.ended();
        }
        CustomerSocket socket = attachment.socket();
        JsonObject info = info(history, attachment);
        return Answer.ok(new JsonObject(), () -> {
            socket.emit("conversationInfo", info);
            if (first) {
                Participant host = Participant.bot(bot.manifest().name());
                socket.emit(Emissions.of(new Rendering(socket.base()).greetings(host, attachment.known())));
            }
            attachment.begin(history.seq());
        });
    }

    private static JsonObject info(History history, Attachment attachment) {
        ConversationSnapshot known = attachment.known();
        Rendering rendering = new Rendering(attachment.socket().base());
        JsonArray messages = new JsonArray();
        history.messages().forEach(message -> messages.add(rendering.kept(message, known)));
        List<Participant> there = new ArrayList<>();
        there.add(known.participant(attachment.customer().author()));
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
