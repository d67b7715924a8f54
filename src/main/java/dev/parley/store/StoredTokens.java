package dev.parley.store;

import dev.parley.conversation.ApiToken;
import dev.parley.conversation.ApiTokens;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** The tokens of all stores. */
public final class StoredTokens implements ApiTokens {
    private final WriteQueue writing;
    private final Supplier<Future<List<ApiToken>>> reading;

    /**
     * @param reading reads all of them, oldest first
     */
    public StoredTokens(WriteQueue writing, Supplier<Future<List<ApiToken>>> reading) {
        this.writing = writing;
        this.reading = reading;
    }

    @Override
    public Future<List<ApiToken>> all() {
        return reading.get();
    }

    @Override
    public Future<Void> put(ApiToken token) {
        return writing.write(transaction -> {
            writing.database().tokens().put(token);
            return null;
        });
    }

    @Override
    public Future<Boolean> remove(UUID id) {
        return writing.write(transaction -> writing.database().tokens().remove(id));
    }
}
