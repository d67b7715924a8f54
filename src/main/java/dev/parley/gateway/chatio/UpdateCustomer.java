package dev.parley.gateway.chatio;

import dev.parley.conversation.DataPatch;
import dev.parley.conversation.Draft;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** {@code update_customer}: name, e-mail address and own fields; the bot of an active thread is told them as data. */
record UpdateCustomer(Customers customers, ThreadWriter writer) implements Action {
    @Override
    public Future<?> perform(JsonObject payload, Call call) {
        JsonObject change = Profile.change(Fields.object(payload, "customer"));
        Chat chat = call.chat();
        UUID name = Draft.newId();
        chat.expect(name, call.connection());
        JsonObject told = Profile.said(chat.profile().customer().copy().mergeIn(change));
        return writer.inform(chat, new JsonObject().put("customer", told))
                .compose(informed -> customers.change(chat.customer(), change, name))
                .onSuccess(changed -> {
                    chat.changed(Profile.CUSTOMER, new DataPatch(changed, Set.of()));
                    List<Push> own = chat.pushesOf(Profile.CUSTOMER, change, null);
                    JsonObject answer =
                            new JsonObject().put("customer", chat.view().user());
                    call.succeed(new Answer(answer, own.isEmpty() ? null : own.get(0)));
                });
    }
}
