package dev.parley.phoenix;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which channel answers for which topic; the first pattern that matches. */
record ChannelRoutes(List<Route> routes) {
    /**
     * One pattern.
     *
     * @param pattern a topic, or the beginning of topics followed by {@code *}
     */
    record Route(String pattern, Supplier<Channel> channel) {
        Route {
            int star = pattern.indexOf('*');
            if (star >= 0 && star != pattern.length() - 1) {
                throw new IllegalArgumentException("'*' stands at the end of a topic pattern: " + pattern);
            }
        }

        boolean matches(String topic) {
            return pattern.endsWith("*")
                    ? topic.startsWith(pattern.substring(0, pattern.length() - 1))
                    : topic.equals(pattern);
        }
    }

    ChannelRoutes {
        routes = List.copyOf(routes);
    }

    @Nullable
    Route match(String topic) {
        for (Route route : routes) {
            if (route.matches(topic)) {
                return route;
            }
        }
        return null;
    }
}
