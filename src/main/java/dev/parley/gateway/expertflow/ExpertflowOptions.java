package dev.parley.gateway.expertflow;

import dev.parley.config.Config;
import dev.parley.config.ConfigKey;
import dev.parley.config.ConfigType;
import java.time.Duration;
import java.util.List;

/**
 * What can be set under {@code expertflow}.
 *
 * @param base what stands before its paths, without a slash at the end
 * @param joinWithin how long a conversation waits for somebody to join
 * @param grace how long a customer without a socket counts as there
 * @param idle how long a conversation lives in which nothing is said
 */
public record ExpertflowOptions(String base, Duration joinWithin, Duration grace, Duration idle) {
    public static final ConfigKey<String> BASE = new ConfigKey<>(
            "expertflow.base",
            ConfigType.pathPrefix(),
            "",
            "What stands before /api/customer and /socket.io, where Expertflow's customers are served.");
    public static final ConfigKey<Duration> JOIN_WITHIN = new ConfigKey<>(
            "expertflow.join-within",
            ConfigType.duration(),
            "2m",
            "An Expertflow conversation that nobody joins for so long is erased.");
    public static final ConfigKey<Duration> GRACE = new ConfigKey<>(
            "expertflow.grace",
            ConfigType.duration(),
            "30s",
            "An Expertflow customer without a connection for so long has left; the conversation goes on.");
    public static final ConfigKey<Duration> IDLE = new ConfigKey<>(
            "expertflow.idle",
            ConfigType.duration(),
            "15m",
            "An Expertflow conversation in which nothing is said for so long is ended.");

    static final List<ConfigKey<?>> KEYS = List.of(BASE, JOIN_WITHIN, GRACE, IDLE);

    static ExpertflowOptions of(Config config) {
        return new ExpertflowOptions(config.get(BASE), config.get(JOIN_WITHIN), config.get(GRACE), config.get(IDLE));
    }
}
