package dev.parley.gateway.expertflow;

import dev.parley.conversation.EventJson;
import dev.parley.conversation.Session;
import dev.parley.feed.Loops;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * Makes transcripts of conversations that are over, and has them sent. Any of the event loops; documents are written on
 * workers named {@code parley-transcripts}.
 */
final class Transcripts {
    private final ExpertflowContext context;
    private final Loops<ExpertflowLoop> loops;
    private final Optional<Mailer> mailer;
    private final WorkerExecutor writers;
    private final EventJson images;

    Transcripts(ExpertflowContext context, Loops<ExpertflowLoop> loops) {
        Vertx vertx = context.server().vertx();
        this.context = context;
        this.loops = loops;
        this.mailer = MailOptions.of(context.server().config()).map(mail -> new Mailer(vertx, mail));
        this.writers = vertx.createSharedWorkerExecutor("parley-transcripts", 1);
        this.images = new EventJson(context.server().publicUrl());
    }

    Future<Void> close() {
        return mailer.map(Mailer::close).orElse(Future.succeededFuture()).eventually(writers::close);
    }

    /** A transcript as a document. */
    Future<Buffer> pdf(Session session) {
        return transcript(session).compose(this::pdf);
    }

    private Future<Buffer> pdf(Transcript transcript) {
        return writers.executeBlocking(() -> Buffer.buffer(TranscriptPdf.write(transcript)), false);
    }

    private Future<Transcript> transcript(Session session) {
        return context.customers()
                .of(session)
                .compose(customer -> History.read(context.reader(), session.id())
                        .map(history -> Transcript.of(
                                new ConversationSnapshot(session, customer.id()), customer, history, images)));
    }

    /**
     * Sends a transcript to the customer. Refused: 404 when no address is known, 503 when no mail is configured, 429 when
     * it was sent a moment ago, 500 when the mail server did not take it.
     */
    Future<Void> mail(Session session) {
        String mailbox = new Attributes(session.data())
                .mailbox()
                .orElseThrow(() -> Fault.unknown("No mail address of the customer is known"));
        Mailer sending = mailer.orElseThrow(() -> Fault.unavailable("No mail is sent from here"));
        int owner = loops.owner(session.id());
        return loops.call(owner, loop -> {
                    loop.mailings().take(session.id());
                    return Future.<Void>succeededFuture();
                })
                .compose(taken -> transcript(session)
                        .compose(transcript -> pdf(transcript)
                                .compose(pdf -> sending.send(mailbox, subject(session), transcript, pdf)))
                        .onFailure(failure ->
                                loops.run(owner, loop -> loop.mailings().forget(session.id()))));
    }

    private String subject(Session session) {
        return "Transcript of your conversation with " + context.botOf(session).name();
    }
}
