package dev.parley.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The token that opens {@code /api}.
 *
 * @param file the file that holds it; empty when it was configured
 */
public record AdminToken(Secret secret, Optional<Path> file) {
    private static final String FILE = "admin-token";
    private static final int BYTES = 32;

    /**
     * The configured token, or the data directory's, made on the first call. Reads and writes a file: not for event
     * loops.
     *
     * @throws IOException when the file can be neither read nor made
     */
    public static AdminToken obtain(Config config) throws IOException {
        Optional<AdminToken> known = find(config);
        if (known.isPresent()) {
            return known.get();
        }
        Path file = config.dataDir().resolve(FILE);
        PrivateFile.createDirectories(config.dataDir());
        PrivateFile.write(file, random() + "\n");
        return find(config).orElseThrow();
    }

    /** The configured token, or the data directory's if there is one. */
    public static Optional<AdminToken> find(Config config) throws IOException {
        if (config.adminToken().isPresent()) {
            return config.adminToken().map(secret -> new AdminToken(secret, Optional.empty()));
        }
        Path file = config.dataDir().resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String text = Files.readString(file).strip();
        return text.isEmpty() ? Optional.empty() : Optional.of(new AdminToken(new Secret(text), Optional.of(file)));
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
