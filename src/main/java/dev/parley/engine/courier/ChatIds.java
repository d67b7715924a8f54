package dev.parley.engine.courier;

import dev.parley.conversation.Identity;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** By which chat id Courier knows who speaks in a session. */
final class ChatIds {
    /** The gateway of Courier's visitors; others' sessions mean nothing to it. */
    private static final String GATEWAY = "chip";

    private final Function<UUID, Future<List<Identity>>> identities;

    /**
     * @param identities how a person is known outside
     */
    ChatIds(Function<UUID, Future<List<Identity>>> identities) {
        this.identities = identities;
    }

    /** The chat id; fails when the session is no visitor's. */
    Future<String> idOf(Session session) {
        UUID person = session.person();
        if (person == null) {
            return unknown();
        }
        return identities
                .apply(person)
                .compose(known -> known.stream()
                        .filter(identity -> identity.gateway().equals(GATEWAY))
                        .findFirst()
                        .map(identity -> Future.succeededFuture(identity.key()))
                        .orElseGet(ChatIds::unknown));
    }

    private static Future<String> unknown() {
        return Future.failedFuture("Courier knows Chip's visitors only");
    }
}
