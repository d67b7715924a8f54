package dev.parley.gateway.phoenix;

import dev.parley.conversation.ClientQuota;
import dev.parley.feed.PacedReads;

/**
 * What the bot channels of one connection share.
 *
 * @param quota of whoever speaks here
 * @param reads what is read of logs for this connection
 */
record ClientConnection(ClientQuota quota, PacedReads reads) {}
