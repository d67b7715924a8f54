package dev.parley.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a store's schema: the numbered scripts {@code V1.sql}, {@code V2.sql} ... beside a class, each applied
 * once and remembered in the store with its checksum.
 */
public record Migration(int version, String sql, String checksum) {
    /**
     * The scripts a store still lacks, in order. Fails with an {@link IllegalStateException} that says why when the
     * store is not one this server may write.
     *
     * @param beside the class the scripts lie beside
     * @param applied the checksums the store remembers, in order
     * @param store what the store is called
     */
    public static List<Migration> missing(Class<?> beside, List<String> applied, String store) throws IOException {
        List<Migration> scripts = all(beside);
        if (applied.size() > scripts.size()) {
            throw new IllegalStateException("The store " + store + " has schema version " + applied.size()
                    + ", but this server knows only up to " + scripts.size()
                    + ": it was written by a newer server; start that one, or restore a backup.");
        }
        for (int i = 0; i < applied.size(); i++) {
            if (!scripts.get(i).checksum().equals(applied.get(i))) {
                throw new IllegalStateException("The store " + store + " was made by another script V" + (i + 1)
                        + ".sql than this server has; it is left alone.");
            }
        }
        return scripts.subList(applied.size(), scripts.size());
    }

    private static List<Migration> all(Class<?> beside) throws IOException {
        List<Migration> scripts = new ArrayList<>();
        for (int version = 1; ; version++) {
            String sql = resource(beside, "V" + version + ".sql");
            if (sql == null) {
                return scripts;
            }
            scripts.add(new Migration(version, sql, checksum(sql)));
        }
    }

    // Line ends do not count: a checkout on another system may have changed them.
    private static @Nullable String resource(Class<?> beside, String name) throws IOException {
        try (InputStream stream = beside.getResourceAsStream(name)) {
            return stream == null
                    ? null
                    : new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        }
    }

    private static String checksum(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
