package dev.parley.engine;

import dev.parley.conversation.DataPatch;
import dev.parley.conversation.Message;
import dev.parley.conversation.NextStep;
import java.util.ArrayList;
import java.util.List;

/**
 * What an engine made of a delivery: messages in order, a change of the session's data, what becomes of the conversation.
 *
 * @param skills the skills that answered, for the bot's statistics
 * @param errors what went wrong on the way, for the bot's people; the answer counts all the same
 */
public record Answer(List<Message> messages, DataPatch data, NextStep then, List<String> skills, List<String> errors) {
    /** Nothing to say. */
    public static final Answer NONE = of(List.of());

    public static Answer of(List<Message> messages) {
        return of(messages, DataPatch.NONE, NextStep.GO_ON);
    }

    public static Answer of(List<Message> messages, DataPatch data, NextStep then) {
        return new Answer(messages, data, then, List.of(), List.of());
    }

    /** The same answer, with one thing more that went wrong. */
    public Answer withError(String error) {
        List<String> more = new ArrayList<>(errors);
        more.add(error);
        return new Answer(messages, data, then, skills, more);
    }
}
