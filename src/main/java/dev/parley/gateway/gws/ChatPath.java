package dev.parley.gateway.gws;

/** What an address below {@code /v2/chats} names. Every address may end with a slash. */
sealed interface ChatPath {
    /** All chats: where one is begun. */
    record Chats() implements ChatPath {}

    /** One chat. */
    record Chat(String id) implements ChatPath {}

    /** The transcript of a chat. */
    record Messages(String id) implements ChatPath {}

    /** Nothing. */
    record Unknown() implements ChatPath {}

    /**
     * Reads the part of a path behind {@code /v2/chats}, as it stood in the request line: ids need no escapes, and one
     * that is written with them is no chat's.
     */
    static ChatPath parse(String rest) {
        String path = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
        if (path.isEmpty()) {
            return new Chats();
        }
        String[] parts = path.split("/", -1);
        if (parts.length > 1 && parts[0].isEmpty() && !parts[1].isEmpty()) {
            if (parts.length == 2) {
                return new Chat(parts[1]);
            }
            if (parts.length == 3 && parts[2].equals("messages")) {
                return new Messages(parts[1]);
            }
        }
        return new Unknown();
    }
}
