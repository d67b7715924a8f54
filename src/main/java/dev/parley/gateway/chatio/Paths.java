package dev.parley.gateway.chatio;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where the API is. Clients have their hosts built in; the prefix is what stands there when a client is given this
 * server as the end of one. The older version differs in what its client calls the id of a request, and in nothing else.
 */
final class Paths {
    private static final List<String> PREFIXES = List.of("", "/.chat.io");
    private static final List<String> VERSIONS = List.of("v0.5", "v0.4");

    private Paths() {}

    /** The roots of the API, each with prefix and version. */
    static List<String> api() {
        return PREFIXES.stream()
                .flatMap(prefix -> VERSIONS.stream().map(version -> prefix + "/customer/" + version))
                .toList();
    }

    /** What all paths begin with. */
    static List<String> roots() {
        return PREFIXES.stream()
                .flatMap(prefix -> Stream.of(prefix + "/customer", prefix + "/licence/"))
                .toList();
    }

    /** Where tokens are given out. */
    static List<String> tokens() {
        return PREFIXES.stream()
                .flatMap(prefix -> Stream.of(prefix + "/customer", prefix + "/licence/:licence/customer"))
                .toList();
    }
}
