package dev.parley.gateway.phoenix;

import dev.parley.feed.SessionHub;

/** What the bot channels of one event loop share. */
record PhoenixLoop(SessionHub hub, Rendering rendering, TopicAudience topics) {}
