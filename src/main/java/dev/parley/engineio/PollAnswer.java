package dev.parley.engineio;

import org.jspecify.annotations.Nullable;

/**
 * What a poll is answered.
 *
 * @param refusal why with nothing else; null for a body
 * @param binary whether the body is bytes, else text
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PollAnswer(@Nullable Refusal refusal, boolean binary, byte[] body) {
    static PollAnswer refused(Refusal refusal) {
        return new PollAnswer(refusal, false, new byte[0]);
    }
}
