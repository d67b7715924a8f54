package dev.parley.gateway.gws;

import dev.parley.config.Config;
import dev.parley.config.ConfigKey;
import dev.parley.config.ConfigSection;
import dev.parley.config.ConfigType;
import java.time.Duration;

/**
 * What can be set under {@code gws}.
 *
 * @param base what stands before {@code /v2/chats}, without a slash at the end
 * @param expiry a chat that is not asked for so long is ended as if its customer had done it
 * @param maxBody bytes of one request's body
 * @param requestsPerMinute requests of one peer in a minute; beginning chats and reading transcripts do not count
 */
public record GwsOptions(String base, Duration expiry, int maxBody, int requestsPerMinute) {
    public static final ConfigKey<String> BASE = new ConfigKey<>(
            "gws.base",
            ConfigType.pathPrefix(),
            "/api",
            "What stands before /v2/chats, the polling REST of GWS chats.");
    public static final ConfigKey<Duration> EXPIRY = new ConfigKey<>(
            "gws.expiry",
            ConfigType.duration(),
            "60s",
            "A GWS chat that its client does not ask for so long is ended; it says nothing when its page is closed.");
    public static final ConfigKey<Integer> MAX_BODY = new ConfigKey<>(
            "gws.max-body", ConfigType.integer(1_024, 8_000_000), "65536", "Largest body of a GWS request, in bytes.");
    public static final ConfigKey<Integer> REQUESTS_PER_MINUTE = new ConfigKey<>(
            "gws.requests-per-minute",
            ConfigType.integer(1, 10_000_000),
            "12000",
            "Most GWS requests of one address in a minute; beginning chats and reading transcripts do not count.");

    static final ConfigSection SECTION = ConfigSection.of(BASE, EXPIRY, MAX_BODY, REQUESTS_PER_MINUTE);

    static GwsOptions of(Config config) {
        return new GwsOptions(
                config.get(BASE), config.get(EXPIRY), config.get(MAX_BODY), config.get(REQUESTS_PER_MINUTE));
    }
}
