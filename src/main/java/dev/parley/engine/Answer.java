package dev.parley.engine;

import dev.parley.conversation.DataPatch;
import dev.parley.conversation.Message;
import java.util.List;

/** What an engine made of a delivery: messages in order, a change of the session's data, perhaps the end. */
public record Answer(List<Message> messages, DataPatch data, boolean close) {
    /** Nothing to say. */
    public static final Answer NONE = new Answer(List.of(), DataPatch.NONE, false);

    public static Answer of(List<Message> messages) {
        return new Answer(messages, DataPatch.NONE, false);
    }
}
