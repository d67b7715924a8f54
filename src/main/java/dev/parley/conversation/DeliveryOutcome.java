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
 * @param answers what the engine said, appended in order
 * @param data merged into the session's data
 * @param maxData bytes the session's data may have then
 * @param then what becomes of the conversation behind the answers
 * @param skills the skills that answered, for the bot's statistics
 * @param undeliverable why the event is given up; null when it was delivered
 * @param told what is told behind the answers, with the commit: whoever hears it has heard them
 */
public record DeliveryOutcome(
        UUID session,
        long epoch,
        DeliveryPosition dealt,
        List<Draft> answers,
        DataPatch data,
        int maxData,
        NextStep then,
        Set<String> skills,
        @Nullable String undeliverable,
        List<Notification> told) {}
