package dev.parley.phoenix;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which channel answers for a join: that of the first pattern that matches. */
record ChannelRoutes(List<Route> routes) {
    /**
     * One pattern.
     *
     * @param pattern a topic, or the beginning of topics followed by {@code *}
     * @param meant whether a join with this payload is for these channels
     */
    record Route(String pattern, Predicate<Payload> meant, Supplier<Channel> channel) {
        Route {
            int star = pattern.indexOf('*');
            if (star >= 0 && star != pattern.length() - 1) {
                throw new IllegalArgumentException("'*' stands at the end of a topic pattern: " + pattern);
            }
        }

        boolean matches(String topic, Payload join) {
            boolean named = pattern.endsWith("*")
                    ? topic.startsWith(pattern.substring(0, pattern.length() - 1))
                    : topic.equals(pattern);
            return named && meant.test(join);
        }
    }

    ChannelRoutes {
        routes = List.copyOf(routes);
    }

    @Nullable
    Route match(String topic, Payload join) {
        for (Route route : routes) {
            if (route.matches(topic, join)) {
                return route;
            }
        }
        return null;
    }
}
