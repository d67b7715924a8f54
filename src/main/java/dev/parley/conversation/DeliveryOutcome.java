package dev.parley.conversation;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one delivery: the engine's new position with everything it answered, committed together or not at all.
 *
 * @param epoch the session's engine epoch when the delivery began
 * @param dealt the event that was delivered
 * @param undeliverable why the event is given up; null when it was delivered
 * @param told what is told behind the answers, with the commit: whoever hears it has heard them
 */
public record DeliveryOutcome(
        UUID session,
        long epoch,
        DeliveryPosition dealt,
        Answered answered,
        @Nullable String undeliverable,
        List<Notification> told) {
    /**
     * What an engine answered.
     *
     * @param says appended in order
     * @param data merged into the session's data
     * @param then what becomes of the conversation behind the answers
     * @param skills the skills that answered, for the bot's statistics
     */
    public record Answered(List<Draft> says, DataPatch data, NextStep then, Set<String> skills) {
        /** Words and nothing else. */
        public static Answered saying(List<Draft> says) {
            return new Answered(says, DataPatch.NONE, NextStep.GO_ON, Set.of());
        }
    }
}
