package dev.parley.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Another server holds the data directory. */
public final class DataDirectoryInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Long> pid;
    private final transient Optional<String> url;

    DataDirectoryInUseException(Path directory, Optional<Long> pid, Optional<String> url) {
        super("the data directory " + directory + " is in use by process "
                + pid.map(String::valueOf).orElse("(unknown)")
                + url.map(text -> " (" + text + ")").orElse(""));
        this.pid = pid;
        this.url = url;
    }

    /** Who holds it, if known. */
    public Optional<Long> pid() {
        return pid;
    }

    /** Where its server is reached, once it listens. */
    public Optional<String> url() {
        return url;
    }
}
