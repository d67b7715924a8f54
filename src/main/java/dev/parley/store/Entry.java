package dev.parley.store;

import dev.parley.conversation.Draft;
import java.util.List;

/** A draft with its body's columns, which are made on the caller's thread: the writer has no time for JSON. */
record Entry(Draft draft, BodyColumns columns) {
    static Entry of(Draft draft) {
        return new Entry(draft, BodyColumns.of(draft.body(), draft.note()));
    }

    static List<Entry> of(List<Draft> drafts) {
        return drafts.stream().map(Entry::of).toList();
    }
}
