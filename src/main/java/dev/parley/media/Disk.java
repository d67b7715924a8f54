package dev.parley.media;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where new files come from; what a test replaces to see a disk fill up. */
interface Disk {
    /** Opens a file that must not exist yet for writing. */
    FileChannel create(Path path) throws IOException;

    static Disk real() {
        return path -> FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
}
