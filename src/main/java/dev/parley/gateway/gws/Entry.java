package dev.parley.gateway.gws;

import org.jspecify.annotations.Nullable;

/**
 * One entry of a transcript.
 *
 * @param index 1, 2, 3 ... without gaps in its chat
 * @param seq the place in the log of the event it shows
 * @param text what was said, for {@link Type#TEXT} alone
 */
record Entry(
        long index,
        long seq,
        Participant from,
        Type type,
        @Nullable String text) {
    enum Type {
        JOINED("ParticipantJoined"),
        LEFT("ParticipantLeft"),
        TEXT("Text"),
        TYPING_STARTED("TypingStarted"),
        TYPING_STOPPED("TypingStopped");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
