package dev.parley.media;

import static dev.parley.media.ImageServer.on;
import static dev.parley.media.Pictures.DOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads that go wrong on the way: the client is told if it is there, and the disk is as it was before. */
class BrokenUploadTest {
    private static final int LIMIT = 26_214_400;
    private static final byte[] IMAGE = Form.ofSize(DOT, 2_000_000);

    @TempDir
    private Path directory;

    private ImageServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aClientThatGoesAwayMidwayLeavesNothing() throws Exception {
        start(ImageLimits.DEFAULT, Disk.real());
        try (RawClient client = new RawClient(server.port())) {
            client.send(head("content-length: " + IMAGE.length)).send(java.util.Arrays.copyOf(IMAGE, 1_000_000));
            until("something is on the disk", () -> !server.files().isEmpty());
        }
        until("the disk is clean", () -> server.files().isEmpty());
    }

    @Test
    void aDiskThatFillsUpDuringTheUploadIs503AndLeavesNothing() throws Exception {
        start(ImageLimits.DEFAULT, new FullDisk(1_000_000));
        try (RawClient client = new RawClient(server.port())) {
            client.send(head("content-length: " + IMAGE.length)).send(IMAGE);
            assertThat(client.response()).startsWith("HTTP/1.1 503 ");
        }
        assertThat(server.files()).isEmpty();
    }

    @Test
    void aDiskThatFillsUpDuringTheCleaningIs503AndLeavesNothing() throws Exception {
        byte[] large = Form.file(Pictures.written("png", 1_500, 1_500));
        start(ImageLimits.DEFAULT, new FullDisk(large.length + 10));
        try (RawClient client = new RawClient(server.port())) {
            client.send(head("content-length: " + large.length)).send(large);
            assertThat(client.response()).startsWith("HTTP/1.1 503 ");
        }
        assertThat(server.files()).isEmpty();
    }

    @Test
    void aSessionErasedMeanwhileIs404AndLeavesNothing() throws Exception {
        start(ImageLimits.DEFAULT, Disk.real());
        try (RawClient client = new RawClient(server.port())) {
            client.send(head("content-length: " + IMAGE.length)).send(java.util.Arrays.copyOf(IMAGE, 1_000_000));
            until("something is on the disk", () -> !server.files().isEmpty());
            on(server.store.erase(server.target()));
            client.send(java.util.Arrays.copyOfRange(IMAGE, 1_000_000, IMAGE.length));
            assertThat(client.response()).startsWith("HTTP/1.1 404 ");
        }
        assertThat(server.files()).isEmpty();
    }

    @Test
    void aSenderThatStallsIs408AndClosed() throws Exception {
        start(new ImageLimits(LIMIT, 40_000_000, Duration.ofMillis(300)), Disk.real());
        try (RawClient client = new RawClient(server.port())) {
            client.send(head("content-length: " + IMAGE.length)).send(java.util.Arrays.copyOf(IMAGE, 200_000));
            assertThat(client.response()).startsWith("HTTP/1.1 408 ");
            assertThat(client.ended()).isTrue();
        }
        assertThat(server.files()).isEmpty();
    }

    @Test
    void aRefusalIsSeenByWhoeverWritesAllBeforeReadingAndTheConnectionGoesOn() throws Exception {
        start(ImageLimits.DEFAULT, Disk.real());
        byte[] over = Form.ofSize(DOT, LIMIT + 1_000_000);
        try (RawClient client = new RawClient(server.port())) {
            client.send(head("content-length: " + over.length)).send(over);
            assertThat(client.response()).startsWith("HTTP/1.1 413 ");
            client.send(head("content-length: " + IMAGE.length)).send(IMAGE);
            assertThat(client.response()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aBodyWithoutEndIsAnsweredAndThenCutOff() throws Exception {
        start(ImageLimits.DEFAULT, Disk.real());
        try (RawClient client = new RawClient(server.port())) {
            client.send(head("content-length: 100000000000"));
            assertThat(client.response()).startsWith("HTTP/1.1 413 ");
            long sent = sendUntilCutOff(client);
            assertThat(sent).isBetween((long) LIMIT, 4L * LIMIT);
        }
        assertThat(server.files()).isEmpty();
    }

    @Test
    void whoAsksBeforeSendingIsAnsweredBeforeSending() throws Exception {
        start(ImageLimits.DEFAULT, Disk.real());
        try (RawClient client = new RawClient(server.port())) {
            client.send(head("expect: 100-continue\r\ncontent-length: " + IMAGE.length));
            assertThat(client.head()).startsWith("HTTP/1.1 100 ");
            client.send(IMAGE);
            assertThat(client.response()).startsWith("HTTP/1.1 200 ");
        }
        try (RawClient client = new RawClient(server.port())) {
            client.send(head("expect: 100-continue\r\ncontent-length: 100000000"));
            assertThat(client.response()).startsWith("HTTP/1.1 413 ");
        }
    }

    private void start(ImageLimits limits, Disk disk) {
        server = new ImageServer(directory, limits, disk);
    }

    private static long sendUntilCutOff(RawClient client) {
        byte[] zeros = new byte[256 * 1024];
        long sent = 0;
        try {
            while (sent < 10L * LIMIT) {
                client.send(zeros);
                sent += zeros.length;
            }
        } catch (java.io.IOException cutOff) {
            return sent;
        }
        return sent;
    }

    private String head(String headers) {
        return "POST /content/image/" + server.bot.id() + "/" + server.session
                + " HTTP/1.1\r\nhost: x\r\ncontent-type: " + Form.TYPE + "\r\n" + headers + "\r\n\r\n";
    }

    private static void until(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.sleep(5);
        }
    }
}
