package com.example.lines;

import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.EventJson;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Session;
import dev.parley.feed.Feed;
import dev.parley.feed.LogFollower;
import dev.parley.feed.PlainConsumer;
import dev.parley.feed.SessionHub;
import dev.parley.gateway.OpenConnections;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.UUID;

/** Writes a conversation to one response, a line an event, as fast as it is read. Belongs to its event loop. */
final class LineWriter extends PlainConsumer implements OpenConnections.Member {
    private final RoutingContext routing;
    private final HttpServerResponse response;
    private final EventJson json;
    private final LogFollower log;

    LineWriter(
            RoutingContext routing,
            UUID session,
            Feed feed,
            SessionHub hub,
            EventJson json,
            OpenConnections listeners) {
        this.routing = routing;
        this.response = routing.response();
        this.json = json;
        this.log = new LogFollower(hub, feed.reader(), session, this);
        // However the response ends, also by a client that has gone.
        routing.addEndHandler(over -> {
            log.end();
            listeners.remove(this);
        });
        listeners.add(this);
    }

    void begin(Session session, long after) {
        if (response.ended()) {
            return;
        }
        response.setChunked(true).putHeader("content-type", "application/x-ndjson");
        // Otherwise a client that is told nothing yet would wait for the head.
        response.writeHead();
        log.begin(after, session.lastSeq());
    }

    void refuse(Throwable why) {
        routing.fail(why);
    }

    @Override
    public int take(List<Event> events) {
        for (Event event : events) {
            response.write(json.of(event).encode() + "\n");
            if (event.body().kind() == Body.Kind.CLOSED) {
                response.end();
                break;
            }
        }
        return events.size();
    }

    @Override
    public boolean writeQueueFull() {
        return response.writeQueueFull();
    }

    @Override
    public void onceDrained(Handler<Void> handler) {
        response.drainHandler(handler);
    }

    @Override
    public void erased(Notification.Erased told) {
        response.end();
    }

    @Override
    public void tick(long now) {}

    // The client comes back with ?after= the last seq it has.
    @Override
    public void close() {
        response.end();
    }
}
