package dev.parley.gateway.gws;

/**
 * What one event loop has of this gateway: its share of the chats and of the peers.
 *
 * @param requests counts what its peers ask for
 */
record ChatLoop(Chats chats, TranscriptPolls polls, RequestLimiter requests) {}
