package dev.parley.gateway.chatio;

import dev.parley.conversation.Draft;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/** {@code update_customer}: name, e-mail address and own fields; the bot of an active thread is told them as data. */
final class UpdateCustomer implements Action {
    private final Customers customers;

    UpdateCustomer(Customers customers) {
        this.customers = customers;
    }

    @Override
    public Future<?> perform(JsonObject payload, Call call) {
        JsonObject change = Profile.change(Fields.object(payload, "customer"));
        Chat chat = call.chat();
        UUID name = Draft.newId();
        chat.changes().expect(name, call.connection());
        return chat.speaking()
                .inform(new JsonObject()
                        .put(
                                "customer",
                                Profile.said(chat.profile().customer().copy().mergeIn(change))))
                .compose(told -> customers.change(chat.customer(), change, name))
                .onSuccess(changed -> {
                    Profile before = chat.profile();
                    chat.profile(new Profile(changed, before.properties(), before.seen()));
                    List<Push> own = chat.changes().pushOf(Profile.CUSTOMER, change, null);
                    JsonObject answer =
                            new JsonObject().put("customer", chat.view().user());
                    call.succeed(new Answer(answer, own.isEmpty() ? null : own.get(0)));
                });
    }
}
