package dev.parley.server;

import dev.parley.conversation.BotRegistry;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Store;
import dev.parley.feed.Feed;
import dev.parley.media.ImageStore;

/** What all doors and engines of a server stand on. */
record Core(Store store, Feed feed, ImageStore images, BotRegistry bots, Conversations conversations) {}
