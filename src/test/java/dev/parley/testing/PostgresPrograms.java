package dev.parley.testing;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked from the class path once a machine. They refuse to run as root, so root runs them as
 * somebody else: as the user nobody, or where that is not allowed in a user namespace of their own.
 */
final class PostgresPrograms {
    private static final int NOBODY = 65_534;

    private final Path home;
    private final List<String> prefix;
    private final boolean handOver;

    private PostgresPrograms(Path home, List<String> prefix, boolean handOver) {
        this.home = home;
        this.prefix = prefix;
        this.handOver = handOver;
    }

    static PostgresPrograms unpacked() throws IOException {
        Path home = unpack();
        if (!"root".equals(System.getProperty("user.name"))) {
            return new PostgresPrograms(home, List.of(), false);
        }
        String id = Integer.toString(NOBODY);
        List<String> nobody = List.of("setpriv", "--reuid", id, "--regid", id, "--clear-groups");
        if (works(nobody)) {
            return new PostgresPrograms(home, nobody, true);
        }
        List<String> namespace = List.of("unshare", "-U");
        if (works(namespace)) {
            return new PostgresPrograms(home, namespace, false);
        }
        throw new IOException("PostgreSQL does not run as root, and neither setpriv nor unshare -U works here");
    }

    /** Gives files to whom the programs run as. */
    void hand(Path... files) throws IOException {
        if (handOver) {
            for (Path file : files) {
                Files.setAttribute(file, "unix:uid", NOBODY);
                Files.setAttribute(file, "unix:gid", NOBODY);
            }
        }
    }

    /** Starts one of the programs, with its output in a file. */
    Process start(List<String> command, File log) throws IOException {
        List<String> whole = new ArrayList<>(prefix);
        whole.add(home.resolve("bin").resolve(command.get(0)).toString());
        whole.addAll(command.subList(1, command.size()));
        ProcessBuilder builder = new ProcessBuilder(whole)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().put("LC_ALL", "C");
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        return builder.start();
    }

    private static boolean works(List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.add("true");
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Path unpack() throws IOException {
        String archive = "postgres-" + system() + "-" + architecture() + ".txz";
        Path home = Path.of(
                System.getProperty("java.io.tmpdir"), "parley-postgres-16.15-" + System.getProperty("user.name"));
        if (Files.isDirectory(home)) {
            return home;
        }
        Path making = Files.createTempDirectory("parley-postgres-making");
        try (InputStream packed = PostgresPrograms.class.getResourceAsStream("/" + archive)) {
            if (packed == null) {
                throw new IOException(archive + " is not on the class path");
            }
            unpack(packed, making);
        }
        Files.setPosixFilePermissions(making, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            Files.move(making, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException | AtomicMoveNotSupportedException another) {
            // Another run was quicker.
            TemporaryDirectory.remove(making);
        }
        return home;
    }

    private static void unpack(InputStream packed, Path into) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = into.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    if (entry.isSymbolicLink()) {
                        Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                    } else {
                        Files.copy(tar, file);
                        if ((entry.getMode() & 0100) != 0) {
                            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
                        }
                    }
                }
            }
        }
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.contains("mac") ? "darwin" : name.contains("win") ? "windows" : "linux";
    }

    private static String architecture() {
        String name = System.getProperty("os.arch");
        return name.equals("aarch64") ? "arm_64" : "x86_64";
    }
}
