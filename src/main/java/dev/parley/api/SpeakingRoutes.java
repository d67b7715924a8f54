package dev.parley.api;

import dev.parley.bot.Bot;
import dev.parley.conversation.Appended;
import dev.parley.conversation.Author;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.EventJson;
import dev.parley.conversation.LogQueries;
import dev.parley.conversation.Message;
import dev.parley.conversation.MessageJson;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Saying something in a session on the bot's side: by the bot itself, which answers later than it was asked, by whoever
 * speaks for it, or by a human.
 */
public final class SpeakingRoutes implements ApiPart {
    /** True in the data of a session whose person unsubscribed and has written nothing since. */
    private static final String DO_NOT_DISTURB = ".do_not_disturb";

    private final Bots bots;
    private final Conversations conversations;
    private final EventJson events;
    private final KnownSession known;

    public SpeakingRoutes(Bots bots, Conversations conversations, LogQueries logs, EventJson events) {
        this.bots = bots;
        this.conversations = conversations;
        this.events = events;
        this.known = new KnownSession(logs);
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of("say", this::say, "type", this::type);
    }

    static boolean mustNotBeDisturbed(Session session) {
        return Boolean.TRUE.equals(session.data().getValue(DO_NOT_DISTURB));
    }

    /** Who speaks: the human named, else the one who has the session, else the bot. */
    static Author author(Bot bot, Session session, @Nullable String agent) {
        String human = agent == null ? session.assignee().agent() : agent;
        return human == null ? Conversations.botAuthor(bot) : Conversations.agentAuthor(human);
    }

    private Future<?> say(Request request) {
        String agent = agent(request);
        Message message = MessageJson.read(request.body());
        return known.of(request).compose(session -> {
            // An answer was asked for; anything else would disturb.
            if (message.cause() == null && mustNotBeDisturbed(session)) {
                throw new ApiFailure(409, "do_not_disturb", "the person does not want to be disturbed");
            }
            SessionRef target = KnownSession.target(session);
            Bot bot = bot(session);
            // What answers somebody and names no human is the bot's, which is too late once a human has the session.
            Future<Appended> appended = message.cause() != null && agent == null
                    ? conversations.say(target.whileEngineAttends(), Conversations.botAuthor(bot), message)
                    : conversations.say(target, author(bot, session, agent), message);
            return appended.compose(said -> request.data(said.duplicate() ? 200 : 201, events.of(said.event())));
        });
    }

    private Future<?> type(Request request) {
        boolean on = request.object().getBoolean("on");
        String agent = agent(request);
        return known.of(request).compose(session -> {
            if (!session.open()) {
                throw new ApiFailure(409, "session_closed", "the session is closed");
            }
            Author author = author(bot(session), session, agent);
            return conversations.typing(session, author, on).compose(told -> request.empty(204));
        });
    }

    private static @Nullable String agent(Request request) {
        return request.body() instanceof JsonObject body ? body.getString("agent") : null;
    }

    private Bot bot(Session session) {
        return bots.get(session.bot()).orElseThrow(() -> new ApiFailure(503, "the bot cannot be used as it is stored"));
    }
}
