package dev.parley.gateway.chip;

import java.util.UUID;

/**
 * A visitor on one bot.
 *
 * @param chatId how the visitor is known in the bot's organisation
 */
record Contact(UUID person, UUID bot, String chatId) {
    /** The name sessions born here carry. */
    static final String GATEWAY = "chip";
}
