package dev.parley.config;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a key's text means. Parsing throws {@code IllegalArgumentException} whose message is the reason shown to the
 * operator.
 *
 * @param form how the value is written, for the documented table
 * @param isSecret whether messages must not repeat it
 */
public record ConfigType<T>(String form, Function<String, T> parser, boolean isSecret) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    /** A type whose values may be repeated in messages. */
    public ConfigType(String form, Function<String, T> parser) {
        this(form, parser, false);
    }

    T parse(String text) {
        return parser.apply(text);
    }

    /** A host name or IP address. */
    public static ConfigType<String> host() {
        return new ConfigType<>("address", text -> {
            String host = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
            require(host.matches("[A-Za-z0-9._:%-]+"), "is not a host name or IP address");
            return host;
        });
    }

    /** A path of the file system. */
    public static ConfigType<Path> path() {
        return new ConfigType<>("path", text -> {
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("is not a path: " + e.getReason(), e);
            }
        });
    }

    /** What paths begin with: empty, or {@code /} and names, without a slash at the end. */
    public static ConfigType<String> pathPrefix() {
        return new ConfigType<>("path of a URL", text -> {
            String prefix = text.replaceFirst("/+$", "");
            require(prefix.matches("(/[A-Za-z0-9._~-]+)*"), "must be a path such as /api");
            return prefix;
        });
    }

    /** A whole number within bounds. */
    public static ConfigType<Integer> integer(int min, int max) {
        return new ConfigType<>("whole number", text -> {
            String reason = "must be a whole number from " + min + " to " + max;
            require(text.matches("\\d{1,10}"), reason);
            long number = Long.parseLong(text);
            require(number >= min && number <= max, reason);
            return (int) number;
        });
    }

    /** Between 10 ms and a day: less would spin, more is surely a slip of the pen. */
    public static ConfigType<Duration> duration() {
        return new ConfigType<>("duration", text -> {
            Matcher matcher = DURATION.matcher(text);
            require(matcher.matches(), "must be a number with its unit, such as 500ms, 10s, 2m or 1h");
            long amount = Long.parseLong(matcher.group(1));
            Duration duration = switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                default -> Duration.ofHours(amount);
            };
            require(
                    duration.toMillis() >= 10 && duration.compareTo(Duration.ofDays(1)) <= 0,
                    "must lie between 10ms and 24h");
            return duration;
        });
    }

    /** One of an enum's constants, written in lower case. */
    public static <E extends Enum<E>> ConfigType<E> oneOf(Class<E> type) {
        String form = Arrays.stream(type.getEnumConstants())
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return new ConfigType<>(
                form,
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("must be one of " + form)));
    }

    /** Text without white space. */
    public static ConfigType<String> word() {
        return new ConfigType<>("text", text -> {
            require(text.matches("\\S+"), "must be one word");
            return text;
        });
    }

    /** A mail address alone. */
    public static ConfigType<String> mailbox() {
        return new ConfigType<>("mail address", text -> {
            require(text.matches("[^\\s@<>,;\"]+@[^\\s@<>,;\"]+"), "must be a mail address such as chat@shop.example");
            return text;
        });
    }

    /** Text that is never shown. */
    public static ConfigType<Secret> secret() {
        Function<String, Secret> parser = text -> {
            // Anything else could not travel in an Authorization header.
            require(text.matches("[\\x21-\\x7e]+"), "must be printable ASCII without spaces");
            return new Secret(text);
        };
        return new ConfigType<>("text", parser, true);
    }

    /** An absolute http(s) URL without query, kept without its trailing slash. */
    public static ConfigType<URI> baseUrl() {
        return new ConfigType<>("URL", text -> {
            URI uri = uri(text);
            require(
                    isWeb(uri) && uri.getQuery() == null && uri.getFragment() == null && uri.getUserInfo() == null,
                    "must be an absolute URL such as https://chat.example");
            return URI.create(text.replaceFirst("/+$", ""));
        });
    }

    /** An origin as browsers send it, in lower case. */
    public static ConfigType<String> origin() {
        return new ConfigType<>("origin", text -> {
            String origin = text.replaceFirst("/$", "").toLowerCase(Locale.ROOT);
            require(
                    origin.matches("https?://[^/?#@]+") && isWeb(uri(origin)),
                    "\"" + text + "\" is not an origin such as https://shop.example");
            return origin;
        });
    }

    /** A media type, in lower case. */
    public static ConfigType<String> mediaType() {
        return new ConfigType<>("media type", text -> {
            String type = text.toLowerCase(Locale.ROOT);
            require(
                    type.matches("[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+"),
                    "\"" + text + "\" is not a media type such as application/pdf");
            return type;
        });
    }

    /** Any number of values. */
    public static <T> ConfigType<List<T>> list(ConfigType<T> of) {
        return list(of.parser());
    }

    static <T> ConfigType<List<T>> list(Function<String, T> parser) {
        return new ConfigType<>(
                "list",
                text -> Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .map(parser)
                        .toList());
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not a URL", e);
        }
    }

    private static boolean isWeb(URI uri) {
        return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    }

    private static void require(boolean condition, String reason) {
        if (!condition) {
            throw new IllegalArgumentException(reason);
        }
    }
}
