package dev.parley.server;

import dev.parley.gateway.Door;
import dev.parley.gateway.DoorProvider;
import dev.parley.gateway.Gateway;
import dev.parley.gateway.GatewayProvider;
import dev.parley.metrics.PrometheusMetrics;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** The gateways and the doors of engines, and the Phoenix endpoint they share. */
final class Doors {
    private final List<Door> doors = new ArrayList<>();

    /**
     * @param sockets the context's {@link GatewayContext#topics}
     * @param metrics has their connections counted, under the names of the gateways
     */
    Doors(DoorContext context, PhoenixSockets sockets, PrometheusMetrics metrics) {
        doors.add(sockets);
        for (GatewayProvider provider : context.host().gateways().providers()) {
            Gateway gateway = provider.create(context);
            if (gateway.connections().isPresent()) {
                metrics.sockets(provider.name(), () -> gateway.connections().orElse(0));
            }
            doors.add(gateway);
        }
        context.host().engines().all().stream()
                .filter(DoorProvider.class::isInstance)
                .forEach(provider -> doors.add(((DoorProvider) provider).create(context)));
        sockets.make(context);
    }

    /** The routes of all of them. */
    List<Door> mounts() {
        return doors;
    }

    /** Closes all sockets so that clients come back, and lets no new ones in. */
    Future<Void> drain() {
        return Future.join(doors.stream().map(Door::drain).toList()).mapEmpty();
    }
}
