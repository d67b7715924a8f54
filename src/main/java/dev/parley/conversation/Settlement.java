package dev.parley.conversation;

import java.util.List;
import java.util.UUID;

/**
 * The outcome of one delivery: the engine's new position with everything it answered, committed together or not at all.
 *
 * @param epoch the session's engine epoch when the delivery began
 * @param expected the engine position when the delivery began
 * @param position the seq that has been dealt with
 * @param answers what the engine said, appended in order
 * @param close whether the conversation ends after the answers
 * @param told what is told behind the answers, with the commit: whoever hears it has heard them
 */
public record Settlement(
        UUID session,
        long epoch,
        long expected,
        long position,
        List<Draft> answers,
        DataPatch data,
        boolean close,
        List<Signal> told) {}
