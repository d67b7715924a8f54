package dev.parley.gateway.chatio;

import dev.parley.config.ConfigKey;
import dev.parley.config.ConfigSection;
import dev.parley.config.ConfigType;
import java.util.List;

/** What can be set under {@code chatio}. */
public final class ChatioOptions {
    public static final ConfigKey<List<String>> FILE_TYPES = new ConfigKey<>(
            "chatio.file-types",
            ConfigType.list(ConfigType.mediaType()),
            "image/png,image/jpeg,image/gif,image/webp,application/pdf,text/plain",
            "Media types of files that chat.io customers may send; images are cleaned, all others only downloaded.");

    static final ConfigSection SECTION = ConfigSection.of(FILE_TYPES);

    private ChatioOptions() {}
}
