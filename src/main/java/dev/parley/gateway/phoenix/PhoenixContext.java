package dev.parley.gateway.phoenix;

import dev.parley.conversation.Bots;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.EventJson;
import dev.parley.conversation.Undeliverables;
import dev.parley.feed.LogReader;
import dev.parley.feed.Loops;

/**
 * What the bot channels of one server work with. Thread-safe.
 *
 * @param resumeLimit how many missed events are shown at most when a client comes back
 */
record PhoenixContext(
        Bots bots,
        Conversations conversations,
        LogReader reader,
        Undeliverables undeliverables,
        EventJson json,
        PushOrigins origins,
        int resumeLimit,
        Loops<PhoenixLoop> loops) {}
