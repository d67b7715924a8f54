package dev.parley.gateway.expertflow;

import dev.parley.conversation.NewConversation;
import dev.parley.conversation.Session;
import dev.parley.http.LimitedBody;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Answers {@code /api/customer}: conversations are begun here, and had as transcripts when they are over. Any of the event loops. */
final class CustomerRoutes {
    /** More than a session's data may take as a rule, so that what is too much is said by what it is too much for. */
    private static final int MAX_BODY = 1 << 18;

    private static final String INIT = "POST, OPTIONS";
    private static final String TRANSCRIPT = "GET, OPTIONS";

    private final ExpertflowContext context;
    private final Transcripts transcripts;
    private final BooleanSupplier stopping;
    private final ParticipantId participantIds = new ParticipantId();

    /**
     * @param stopping whether no more conversations are begun
     */
    CustomerRoutes(ExpertflowContext context, Transcripts transcripts, BooleanSupplier stopping) {
        this.context = context;
        this.transcripts = transcripts;
        this.stopping = stopping;
    }

    void mount(Router router, String root) {
        router.route(root + "/init").handler(routing -> answer(routing, HttpMethod.POST, INIT, this::init));
        router.routeWithRegex(root + "/transcript/(?<id>[^/]+)/(?<type>[^/]+)/?")
                .handler(routing -> answer(routing, HttpMethod.GET, TRANSCRIPT, this::transcript));
        router.route(root + "/*")
                .handler(routing -> Reply.refuse(routing.request(), Fault.unknown("There is nothing here")));
    }

    private interface Action {
        Future<?> of(RoutingContext routing);
    }

    private static void answer(RoutingContext routing, HttpMethod method, String allowed, Action action) {
        HttpMethod asked = routing.request().method();
        if (asked.equals(HttpMethod.OPTIONS)) {
            Reply.preflight(routing.request());
        } else if (!asked.equals(method)) {
            Reply.refuse(routing.request(), Fault.notAllowed(allowed));
        } else {
            Future.succeededFuture()
                    .compose(begun -> action.of(routing))
                    .onFailure(failure -> Reply.refuse(routing.request(), failure));
        }
    }

    private Future<?> init(RoutingContext routing) {
        return LimitedBody.read(
                        routing.request(),
                        MAX_BODY,
                        () -> Fault.tooLarge("A body may have " + MAX_BODY + " bytes"),
                        () -> Fault.invalid("The body ended early"))
                .compose(body -> init(InitRequest.read(body), routing.request()))
                .onSuccess(made -> Reply.json(routing.request(), 200, made));
    }

    private Future<JsonObject> init(InitRequest asked, HttpServerRequest request) {
        if (stopping.getAsBoolean()) {
            throw Fault.unavailable("This server is stopping");
        }
        BotChannels.Served served = context.channels()
                .get()
                .of(asked.attributes().channel())
                .orElseThrow(() -> Fault.unavailable("No bot serves this channel"));
        if (!served.bot()
                .manifest()
                .allowsOrigin(request.getHeader(HttpHeaders.ORIGIN), request.getHeader(HttpHeaders.HOST))) {
            throw Fault.forbidden("Pages of this origin may not use this chat");
        }
        return prepare(asked, served, context.server().clientAddress(request));
    }

    /** A conversation that is not taken leaves no customer behind. */
    private Future<JsonObject> prepare(InitRequest asked, BotChannels.Served served, String address) {
        UUID conversation = UUID.randomUUID();
        String id = participantIds.next();
        String name = asked.displayName();
        return context.customers()
                .make(conversation, id, name)
                .compose(person -> context.conversations()
                        .prepare(
                                context.conversations().quota(address),
                                served.bot(),
                                new NewConversation(
                                        ConversationRef.GATEWAY,
                                        asked.attributes().data(),
                                        null,
                                        false,
                                        Instant.now().plus(context.options().joinWithin())),
                                conversation,
                                person.id())
                        .map(session -> made(session, asked, Participant.customer(id, name, asked.attributes())))
                        .recover(failure -> context.conversations()
                                .erasePerson(person.id())
                                .transform(erased -> Future.failedFuture(failure))));
    }

    private static JsonObject made(Session session, InitRequest asked, Participant customer) {
        return new JsonObject()
                .put("conversationId", session.id().toString())
                .put("participant", customer.json())
                .put("requestId", asked.requestId())
                .put("timestamp", Times.format(session.createdAt()));
    }

    private Future<?> transcript(RoutingContext routing) {
        UUID conversation = Payload.conversation(routing.pathParam("id"));
        String type = String.valueOf(routing.pathParam("type")).toLowerCase(Locale.ROOT);
        return context.reader()
                .session(ConversationRef.of(conversation))
                .map(found -> found.filter(session -> !session.open())
                        .orElseThrow(() -> Fault.unknown("There is no transcript of this conversation")))
                .compose(session -> switch (type) {
                    case "pdf" ->
                        transcripts
                                .pdf(session)
                                .onSuccess(pdf -> Reply.pdf(routing.request(), session.id(), pdf))
                                .<Void>mapEmpty();
                    case "email" -> transcripts.mail(session).onSuccess(sent -> Reply.empty(routing.request()));
                    default -> throw Fault.unknown("Transcripts are had as pdf or email");
                });
    }
}
