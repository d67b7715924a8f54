package dev.parley.gateway.chatio;

import dev.parley.bot.Bot;
import dev.parley.conversation.Appended;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.DocumentQueries.Owner;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.NewConversation;
import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes what customers say to the log, each in the turn of its call; where no thread is active the first words open one.
 * The call is answered by whoever reads the log and comes to what it wrote. Belongs to an event loop.
 */
final class ThreadWriter {
    private static final int TRIES = 3;

    private final Conversations conversations;
    private final DocumentWriter documents;
    private final ThreadIndex index;

    ThreadWriter(Conversations conversations, DocumentWriter documents, ThreadIndex index) {
        this.conversations = conversations;
        this.documents = documents;
        this.index = index;
    }

    /**
     * Says something.
     *
     * @param properties of the thread, flat, where it is opened with this
     */
    Future<Void> say(Call call, List<Draft> drafts, JsonObject properties, Function<Written, Answer> answering) {
        Awaited words = Awaited.words(drafts.stream().map(Draft::id).collect(Collectors.toSet()), properties);
        PendingCall pending = new PendingCall(call, words, answering);
        return call.chat().calls().run(pending, () -> new Saying(call, pending, drafts).write(TRIES));
    }

    /** Ends the conversation. */
    Future<Void> close(Call call) {
        Chat chat = call.chat();
        PendingCall closing = new PendingCall(call, Awaited.END, written -> Answer.of(written.push()));
        return chat.calls().run(closing, () -> {
            Session thread = chat.active();
            if (thread == null) {
                return Future.failedFuture(Fault.validation("no thread is active"));
            }
            return conversations
                    .close(chat.customer().ref(thread.id()), chat.profile().author())
                    .compose(closed -> chat.offer(closed.session(), closed.events())
                            .otherwiseEmpty()
                            .compose(known -> closed.duplicate()
                                    ? Future.failedFuture(Fault.validation("no thread is active"))
                                    : Future.succeededFuture()));
        });
    }

    /** Makes sure that a thread is active. Refused as saying something is. */
    Future<Session> open(Call call) {
        Chat chat = call.chat();
        return chat.calls().turn(() -> {
            Session active = chat.active();
            return active != null
                    ? Future.succeededFuture(active)
                    : open(call, next(chat), List.of())
                            .compose(begun -> known(chat, begun).map(begun.session()));
        });
    }

    /** Tells the bot of an active thread something as data. Refused as saying something is. */
    Future<Void> inform(Chat chat, JsonObject data) {
        Session thread = chat.active();
        return thread == null
                ? Future.succeededFuture()
                : conversations
                        .merge(chat.customer().ref(thread.id()), chat.profile().author(), data)
                        .<Void>mapEmpty()
                        .recover(failure -> isOver(failure) ? Future.succeededFuture() : Future.failedFuture(failure));
    }

    /** The id of the thread behind the newest. Whoever opens one at the same moment comes to the same, so there is one. */
    private static UUID next(Chat chat) {
        Session newest = chat.newest();
        return Ids.thread(chat.customer().person(), chat.customer().bot(), newest == null ? null : newest.id());
    }

    private Future<Appended> open(Call call, UUID id, List<Draft> says) {
        Chat chat = call.chat();
        Customer customer = chat.customer();
        Bot bot = call.bot();
        NewConversation opening = NewConversation.of(
                        Customer.GATEWAY,
                        new JsonObject().put("customer", chat.profile().said()))
                .named(id, customer.person())
                .saying(says);
        return conversations.person(customer.identity(), null).compose(person -> {
            if (!person.id().equals(customer.person())) {
                // Erased meanwhile: under the same id it is somebody new, as whom the client logs in again. It is told
                // why before its connection ends.
                Fault erased = Fault.authentication("the customer is not known any more");
                call.fail(erased);
                chat.closeAll();
                return Future.failedFuture(erased);
            }
            return conversations.open(bot, opening, call.quota());
        });
    }

    // It is stored; who cannot read the store now comes to it later.
    private static Future<Void> known(Chat chat, Appended written) {
        Future<Void> known = written.duplicate() ? chat.look() : chat.offer(written.session(), written.events());
        return known.otherwiseEmpty();
    }

    private static boolean isOver(Throwable failure) {
        return failure instanceof RefusedException refused
                && (refused.refusal() == Refusal.SESSION_CLOSED || refused.refusal() == Refusal.UNKNOWN_SESSION);
    }

    /** One call's words on their way into the log. */
    private final class Saying {
        private final Call call;
        private final Chat chat;
        private final PendingCall pending;
        private final List<Draft> drafts;

        Saying(Call call, PendingCall pending, List<Draft> drafts) {
            this.call = call;
            this.chat = call.chat();
            this.pending = pending;
            this.drafts = drafts;
        }

        Future<?> write(int tries) {
            Session thread = chat.active();
            if (thread != null) {
                return append(thread).recover(failure -> again(failure, tries));
            }
            return repeat().compose(repeated -> repeated ? Future.succeededFuture() : openWith(tries));
        }

        // Somebody else ended the thread, or erased it, and word of that has not come yet.
        private Future<Void> again(Throwable failure, int tries) {
            return isOver(failure) && tries > 1
                    ? chat.look().compose(looked -> write(tries - 1)).mapEmpty()
                    : Future.failedFuture(failure);
        }

        private Future<Void> append(Session thread) {
            if (drafts.isEmpty()) {
                chat.calls().answer(pending, chat.publisher().nothingNew(chat.view(), thread));
                return Future.succeededFuture();
            }
            Future<Void> appended = Future.succeededFuture();
            for (Draft draft : drafts) {
                appended = appended.compose(before -> append(thread.id(), draft))
                        .compose(written -> written.duplicate() ? repeated(written) : known(chat, written));
            }
            return appended;
        }

        private Future<Appended> append(UUID thread, Draft draft) {
            return conversations.append(chat.customer().ref(thread), List.of(draft), call.quota());
        }

        /** A message that was sent before the last thread ended may be sent again when its answer was lost. */
        private Future<Boolean> repeat() {
            Session ended = chat.newest();
            if (ended == null || drafts.size() != 1 || drafts.get(0).clientId() == null) {
                return Future.succeededFuture(false);
            }
            return append(ended.id(), drafts.get(0))
                    .compose(written -> repeated(written).map(true))
                    .recover(failure -> isOver(failure) ? Future.succeededFuture(false) : Future.failedFuture(failure));
        }

        /** Answers with what was written the first time; it is told again only if it was not told here yet. */
        private Future<Void> repeated(Appended written) {
            Event first = written.event();
            Session thread = written.session();
            if (!chat.hasTold(thread.id(), first.seq())) {
                pending.awaits(pending.awaited().instead(first.id()));
                return chat.offer(thread, List.of()).otherwiseEmpty();
            }
            return index.at(thread.id(), first.seq())
                    .onSuccess(log -> chat.calls()
                            .answer(pending, chat.publisher().repeated(chat.view(), thread, first, log.order())))
                    .mapEmpty();
        }

        /** Opens a thread with these words. It is told with its properties, so nothing is told before those are kept. */
        private Future<Void> openWith(int tries) {
            UUID id = next(chat);
            JsonObject properties = pending.awaited().properties();
            pending.awaits(pending.awaited().opening(id));
            if (properties.isEmpty()) {
                return open(call, id, drafts).compose(begun -> begun(begun, tries));
            }
            chat.hold();
            return open(call, id, drafts)
                    .compose(begun -> begun.duplicate()
                            ? Future.succeededFuture(begun)
                            : documents
                                    .change(call, new Owner.OfSession(id), Profile.THREAD_PROPERTIES, properties)
                                    .map(begun))
                    .onComplete(kept -> chat.release())
                    .compose(begun -> begun(begun, tries));
        }

        private Future<Void> begun(Appended begun, int tries) {
            if (!begun.duplicate()) {
                return known(chat, begun);
            }
            pending.awaits(pending.awaited().opening(null));
            return known(chat, begun)
                    .compose(known -> begun.session().open()
                            ? append(begun.session())
                            : again(new RefusedException(Refusal.SESSION_CLOSED, "ended at once"), tries));
        }
    }
}
