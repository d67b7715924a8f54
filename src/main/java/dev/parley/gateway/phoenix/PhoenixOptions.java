package dev.parley.gateway.phoenix;

import dev.parley.config.Config;
import dev.parley.config.ConfigKey;
import dev.parley.config.ConfigSection;
import dev.parley.config.ConfigType;
import dev.parley.phoenix.SocketOptions;
import java.time.Duration;

/** What can be set under {@code phoenix}. */
public final class PhoenixOptions {
    public static final ConfigKey<Duration> IDLE_TIMEOUT = new ConfigKey<>(
            "phoenix.idle-timeout",
            ConfigType.duration(),
            "60s",
            "A Phoenix socket that sends nothing for so long is closed.");
    public static final ConfigKey<Duration> LONGPOLL_WINDOW = new ConfigKey<>(
            "phoenix.longpoll-window", ConfigType.duration(), "10s", "How long a LongPoll request waits for messages.");
    public static final ConfigKey<Integer> MAX_FRAME = new ConfigKey<>(
            "phoenix.max-frame",
            ConfigType.integer(1_024, 64 << 20),
            "1048576",
            "Largest WebSocket message accepted, in bytes.");

    static final ConfigSection SECTION = ConfigSection.of(IDLE_TIMEOUT, LONGPOLL_WINDOW, MAX_FRAME);

    private PhoenixOptions() {}

    static SocketOptions sockets(Config config) {
        return SocketOptions.DEFAULT
                .withIdleTimeout(config.get(IDLE_TIMEOUT))
                .withLongPollWindow(config.get(LONGPOLL_WINDOW))
                .withMaxFrameBytes(config.get(MAX_FRAME));
    }
}
