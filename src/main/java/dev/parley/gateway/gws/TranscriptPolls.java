package dev.parley.gateway.gws;

import dev.parley.conversation.Body;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers polls of transcripts. Each chat has one cursor, whoever polls it: what its session knows as seen.
 *
 * <pre>
 *   poll --> session --> log, from the last known transcript on --> entries behind the cursor, or from an index on
 *                                                                      | answer
 *            next poll of the chat &lt;-- cursor moved &lt;-- taken? ---------+
 *                                      cursor stays &lt;-- client gone
 * </pre>
 *
 * <p>Belongs to one event loop.
 */
final class TranscriptPolls {
    private static final Logger LOG = LoggerFactory.getLogger(TranscriptPolls.class);

    private final LiveChats chats;

    TranscriptPolls(LiveChats chats) {
        this.chats = chats;
    }

    /**
     * Tells what the client does not know, or everything from an index on. The cursor moves when the answer was given,
     * and the chat's next request waits for that: an answer nobody was there to take is given again. A chat that is
     * there is always answered, with nothing while the store cannot be read: shipped clients never ask again after a
     * refusal.
     *
     * @param give hands the answer to the client; false when it has gone
     */
    Future<Void> answer(
            SessionRef chat,
            OptionalLong index,
            Function<Body.Image, String> imageUrl,
            Function<JsonObject, Future<Boolean>> give) {
        return chats.inTurn(
                chat.session(),
                () -> chats.session(chat)
                        .compose(session -> read(session, index, imageUrl))
                        .recover(TranscriptPolls::nothingUnlessRefused)
                        .compose(read -> give.apply(Rendering.messages(read.entries()))
                                .compose(given ->
                                        given ? told(chat, read, index.isEmpty()) : Future.succeededFuture())));
    }

    private Future<TranscriptReader.Read> read(
            Session session, OptionalLong index, Function<Body.Image, String> imageUrl) {
        KnownTranscripts.Known known = chats.known().of(session.id());
        Transcript transcript = known.transcript();
        long cursor = Math.max(session.seen(), known.told());
        if (index.isEmpty()) {
            if (cursor >= session.lastSeq()) {
                return Future.succeededFuture(new TranscriptReader.Read(List.of(), transcript));
            }
            Transcript start = transcript.seq() <= cursor ? transcript : Transcript.EMPTY;
            return TranscriptReader.read(chats.log(), session.id(), start, entry -> entry.seq() > cursor, imageUrl);
        }
        long first = index.getAsLong();
        Transcript start = transcript.index() < first ? transcript : Transcript.EMPTY;
        return TranscriptReader.read(chats.log(), session.id(), start, entry -> entry.index() >= first, imageUrl);
    }

    private static Future<TranscriptReader.Read> nothingUnlessRefused(Throwable failure) {
        if (failure instanceof Fault) {
            return Future.failedFuture(failure);
        }
        LOG.debug("A transcript cannot be read now: {}", failure.toString());
        return Future.succeededFuture(new TranscriptReader.Read(List.of(), Transcript.EMPTY));
    }

    /** Notes what the client knows now. That it cannot be stored is no reason to refuse what was answered already. */
    private Future<Void> told(SessionRef chat, TranscriptReader.Read read, boolean inOrder) {
        boolean empty = read.entries().isEmpty();
        if (empty && !inOrder) {
            return Future.succeededFuture();
        }
        Transcript transcript = read.transcript();
        chats.known().told(chat.session(), transcript);
        return empty
                ? Future.succeededFuture()
                : chats.conversations().seen(chat, transcript.seq()).otherwiseEmpty();
    }
}
