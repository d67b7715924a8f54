package dev.parley.gateway.expertflow;

import dev.parley.conversation.EventJson;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;

/** Makes transcripts of conversations that are over, and has them sent. Belongs to one event loop; documents are written on workers
 * named {@code parley-transcripts}. */
final class Transcripts {
    private final ExpertflowGateway gateway;
    private final WorkerExecutor writers;
    private final EventJson images;

    Transcripts(ExpertflowGateway gateway) {
        this.gateway = gateway;
        this.writers = gateway.writers();
        this.images = new EventJson(gateway.publicUrl());
    }

    /** A transcript as a document. */
    Future<Buffer> pdf(Session session) {
        return transcript(session).compose(this::pdf);
    }

    private Future<Buffer> pdf(Transcript transcript) {
        return writers.executeBlocking(() -> Buffer.buffer(TranscriptPdf.write(transcript)), false);
    }

    private Future<Transcript> transcript(Session session) {
        return gateway.customers()
                .of(session)
                .compose(customer -> History.read(gateway.conversations(), session.id())
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
        Mailer mailer = gateway.mailer().orElseThrow(() -> Fault.unavailable("No mail is sent from here"));
        ExpertflowLoop owner = gateway.owner(session.id());
        return owner.call(() -> {
                    owner.mailings().take(session.id());
                    return Future.<Void>succeededFuture();
                })
                .compose(taken -> transcript(session)
                        .compose(transcript ->
                                pdf(transcript).compose(pdf -> mailer.send(mailbox, subject(session), transcript, pdf)))
                        .onFailure(failure -> owner.run(() -> owner.mailings().forget(session.id()))));
    }

    private String subject(Session session) {
        return "Transcript of your conversation with " + gateway.botOf(session).name();
    }
}
