package dev.parley.gateway.chatio;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import java.util.List;
import java.util.stream.Stream;

/**
 * A thread's log read up to one event. Immutable: {@link #after} gives the state one event further, so reading goes on
 * from wherever it was left.
 *
 * @param seq the event it reaches to
 * @param order of the last event that is shown, which is also how many are: hidden ones have seqs too
 * @param agents the humans who were ever in it on the bot's side, by name
 * @param present those of them who are
 * @param ended whether the conversation is over
 */
record ThreadState(long seq, long order, List<String> agents, List<String> present, boolean ended) {
    /** The state of an empty log. */
    static final ThreadState EMPTY = new ThreadState(0, 0, List.of(), List.of(), false);

    ThreadState after(Event event) {
        Body.Kind kind = event.body().kind();
        Author author = event.author();
        String name = author.name();
        List<String> known = agents;
        List<String> there = present;
        if (author.type() == Author.Type.AGENT && name != null && kind != Body.Kind.CLOSED) {
            known = with(agents, name);
            there = kind == Body.Kind.LEFT
                    ? present.stream().filter(other -> !other.equals(name)).toList()
                    : with(present, name);
        }
        return new ThreadState(
                event.seq(),
                Rendering.isShown(event) ? order + 1 : order,
                known,
                there,
                ended || kind == Body.Kind.CLOSED);
    }

    private static List<String> with(List<String> names, String name) {
        return names.contains(name)
                ? names
                : Stream.concat(names.stream(), Stream.of(name)).toList();
    }
}
