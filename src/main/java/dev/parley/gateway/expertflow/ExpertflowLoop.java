package dev.parley.gateway.expertflow;

import dev.parley.feed.SessionHub;

/**
 * What one event loop has of this gateway: what its sockets hear through, and its share of the conversations, wherever
 * their sockets are.
 */
record ExpertflowLoop(SessionHub hub, Emissions emissions, Presence presence, Expiry expiry, Mailings mailings) {}
