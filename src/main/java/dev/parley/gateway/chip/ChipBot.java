package dev.parley.gateway.chip;

import dev.parley.bot.Bot;

/** A bot that can be reached here, and how. */
record ChipBot(Bot bot, ChipEntry entry) {}
