package dev.parley.store;

import dev.parley.conversation.Place;
import dev.parley.conversation.Undeliverables;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** How all stores have what was given up delivered after all. */
public abstract class GroupedUndeliverables implements Undeliverables {
    private final WriteQueue writing;

    protected GroupedUndeliverables(WriteQueue writing) {
        this.writing = writing;
    }

    @Override
    public final Future<List<Place>> replay(UUID bot, Collection<Place> places) {
        List<Place> copy = List.copyOf(places);
        return writing.write(
                needs -> copy.forEach(place -> needs.session(place.session())),
                transaction -> writing.log().replay(transaction, bot, copy));
    }
}
