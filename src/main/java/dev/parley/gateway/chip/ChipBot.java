package dev.parley.gateway.chip;

import dev.parley.bot.Bot;
import dev.parley.bot.ChannelEntry;

/** A bot that can be reached here, and how. */
record ChipBot(Bot bot, ChannelEntry.Chip entry) {}
