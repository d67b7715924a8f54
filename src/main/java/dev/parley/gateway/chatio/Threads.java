package dev.parley.gateway.chatio;

import dev.parley.conversation.Conversations;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The threads of a chat: the sessions of its customer with its bot that were born here. Any context. */
final class Threads {
    private static final int PAGE = 100;

    private final Conversations conversations;

    Threads(Conversations conversations) {
        this.conversations = conversations;
    }

    Future<List<Session>> newestFirst(Customer customer) {
        return page(customer, Optional.empty(), new ArrayList<>()).map(found -> {
            found.sort(Comparator.comparing(Session::createdAt).reversed());
            return List.copyOf(found);
        });
    }

    private Future<List<Session>> page(Customer customer, Optional<UUID> after, List<Session> found) {
        return conversations.sessionsOf(customer.person(), after, PAGE).compose(page -> {
            page.stream()
                    .filter(session -> session.bot().equals(customer.bot())
                            && session.gateway().equals(ChatioGateway.NAME))
                    .forEach(found::add);
            return page.size() < PAGE
                    ? Future.succeededFuture(found)
                    : page(customer, Optional.of(page.get(PAGE - 1).id()), found);
        });
    }
}
