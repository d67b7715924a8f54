package dev.parley.gateway.gws;

import java.util.Arrays;
import java.util.List;

/** How a chat stands; it only ever goes on to a later state. */
enum ChatState {
    /** Nobody on the bot's side has entered yet. */
    WAITING("WaitingForAgent"),
    /** Somebody has. */
    CHATTING("Chatting"),
    /** It is over. */
    IDLE("Idle");

    private static final List<String> ALL = Arrays.stream(ChatRequests.Operation.values())
            .map(ChatRequests.Operation::text)
            .toList();

    private final String word;

    ChatState(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** The operations the customer has now. */
    List<String> capabilities() {
        return this == IDLE ? List.of() : ALL;
    }
}
