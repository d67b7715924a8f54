package dev.parley.delivery;

import dev.parley.conversation.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lanes that wait until the store can be written: nobody asks a bot whose answer could not be kept. One question to the
 * store stands for all of them. For one event loop.
 */
final class StoreWatch {
    private final Store store;
    private final Consumer<Runnable> later;
    private final Consumer<SessionDelivery> resume;
    private final List<SessionDelivery> waiting = new ArrayList<>();

    /**
     * @param later does something after a pause
     * @param resume goes on with a lane
     */
    StoreWatch(Store store, Consumer<Runnable> later, Consumer<SessionDelivery> resume) {
        this.store = store;
        this.later = later;
        this.resume = resume;
    }

    void add(SessionDelivery lane) {
        waiting.add(lane);
        if (waiting.size() == 1) {
            later.accept(this::ask);
        }
    }

    private void ask() {
        store.ready()
                .onSuccess(ready -> {
                    List<SessionDelivery> ripe = List.copyOf(waiting);
                    waiting.clear();
                    ripe.forEach(resume);
                })
                .onFailure(failure -> later.accept(this::ask));
    }
}
