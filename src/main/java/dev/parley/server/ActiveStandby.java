package dev.parley.server;

import dev.parley.admin.StoreFactory;
import dev.parley.config.AdminToken;
import dev.parley.conversation.Store;
import dev.parley.http.StandbyRoutes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server does: it serves, or it stands by while another one serves from its store, and changes from the one to the
 * other as often as need be. A server that stands by has nothing but its port: it reads nothing of the store before it
 * serves from it. One change is over before the next begins; callable from any thread.
 */
final class ActiveStandby {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveStandby.class);
    private static final long ASK_MILLIS = 1_000;
    private static final long ASK_AFTER_FAILURE_MILLIS = 2_000;

    private final Host host;
    private final ServerOverrides parts;
    private final Listener listener;
    private final AdminToken adminToken;
    private final AtomicReference<Future<Void>> lastChange = new AtomicReference<>(Future.succeededFuture());
    private volatile @Nullable ServerRuntime serving;
    private volatile boolean ended;
    private @Nullable String standby;
    private String told = "";

    ActiveStandby(Host host, ServerOverrides parts, Listener listener, AdminToken adminToken) {
        this.host = host;
        this.parts = parts;
        this.listener = listener;
        this.adminToken = adminToken;
    }

    /** Completes when it serves or stands by; fails when it can do neither. */
    Future<Void> begin() {
        return change(() -> open().compose(
                        this::serve,
                        failure -> StoreFactory.isInUse(failure)
                                ? standBy(String.valueOf(failure.getMessage()))
                                        .onSuccess(listening -> askLater(ASK_MILLIS))
                                : Future.failedFuture(failure)));
    }

    /** Serves and stands by no more; harmless when done twice. Never fails. */
    Future<Void> end() {
        ended = true;
        return change(() -> leaveStandby().transform(left -> stopServing()));
    }

    /** What serves; empty while this server stands by. */
    Optional<ServerRuntime> serving() {
        return Optional.ofNullable(serving);
    }

    private Future<Void> change(Supplier<Future<Void>> step) {
        Promise<Void> done = Promise.promise();
        lastChange.getAndSet(done.future()).transform(before -> step.get()).onComplete(done);
        return done.future();
    }

    private Future<Store> open() {
        return StoreFactory.open(host.vertx(), host.config(), parts.options());
    }

    private Future<Void> serve(Store store) {
        ServerRuntime begun = new ServerRuntime(host, parts, listener, adminToken, store);
        return begun.start()
                .<Void>compose(
                        listening -> {
                            serving = begun;
                            StoreFactory.lost(store).onSuccess(lost -> change(this::leaveToAnother));
                            return Future.succeededFuture();
                        },
                        failure -> begun.stop().transform(stopped -> Future.failedFuture(failure)));
    }

    private Future<Void> stopServing() {
        ServerRuntime stopping = serving;
        serving = null;
        return stopping == null ? Future.succeededFuture() : stopping.stop();
    }

    // Who stands by shares the port with who serves: it is open all the time, whoever takes over.
    private Future<Void> standBy(String why) {
        told = why;
        LOG.info("Stands by: {}", why);
        return listener.listen(List.of(new StandbyRoutes()))
                .onSuccess(listening -> standby = listening)
                .mapEmpty();
    }

    private Future<Void> leaveStandby() {
        String listening = standby;
        standby = null;
        return listening == null ? Future.succeededFuture() : host.vertx().undeploy(listening);
    }

    private void askLater(long millis) {
        host.vertx().setTimer(millis, timer -> change(this::ask));
    }

    private Future<Void> ask() {
        if (ended) {
            return Future.succeededFuture();
        }
        return open().compose(this::takeOver).recover(failure -> {
            askLater(StoreFactory.isInUse(failure) ? ASK_MILLIS : ASK_AFTER_FAILURE_MILLIS);
            String why = String.valueOf(failure.getMessage());
            if (!why.equals(told)) {
                told = why;
                LOG.warn("Still stands by: {}", why);
            }
            return Future.succeededFuture();
        });
    }

    private Future<Void> takeOver(Store store) {
        return serve(store).compose(listening -> {
            LOG.info("Serves now");
            return leaveStandby();
        });
    }

    private Future<Void> leaveToAnother() {
        if (ended) {
            return Future.succeededFuture();
        }
        return standBy("it has lost the store")
                .transform(listening -> stopServing())
                .onComplete(stopped -> askLater(ASK_MILLIS));
    }
}
