package dev.parley.media;

import static dev.parley.media.ImageServer.on;
import static dev.parley.media.Pictures.DOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.conversation.ImageRecord;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageStoreTest {
    private ImageServer server;
    private ImageStore images;

    @BeforeEach
    void start(@TempDir Path directory) {
        server = new ImageServer(directory, ImageLimits.DEFAULT, Disk.real());
        images = server.images;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aSavedImageHasARecordAndOneFileUnderItsRandomId() throws Exception {
        ImageRecord image = save(DOT);
        assertThat(image.id().version()).isEqualTo(4);
        assertThat(image.session()).isEqualTo(server.session);
        assertThat(image.type()).isEqualTo("image/png");
        assertThat(image.size()).isEqualTo(DOT.length);
        assertThat(image.width()).isEqualTo(1);
        assertThat(on(images.find(image.id()))).contains(image);
        String name = image.id().toString();
        assertThat(server.files())
                .containsExactly(server.uploads.resolve(name.substring(0, 2)).resolve(name));
        assertThat(on(images.file(image.id())).orElseThrow()).isAbsolute().hasBinaryContent(DOT);
    }

    @Test
    void whatIsNoImageLeavesNothing() {
        assertThatThrownBy(() -> save(Bytes.text("no image"))).isInstanceOf(ImageRefusedException.class);
        assertThat(server.files()).isEmpty();
    }

    @Test
    void deletingTakesFilesAndMindsNoUnknownOnes() {
        UUID first = save(DOT).id();
        UUID second = save(DOT).id();
        on(images.delete(List.of(first, UUID.randomUUID())));
        assertThat(on(images.file(first))).isEmpty();
        assertThat(on(images.file(second))).isPresent();
    }

    @Test
    void openingClearsAwayWhatACrashLeftAndNothingElse() throws Exception {
        UUID kept = save(DOT).id();
        UUID orphan = UUID.randomUUID();
        Path orphanFile =
                server.uploads.resolve(orphan.toString().substring(0, 2)).resolve(orphan.toString());
        Files.createDirectories(orphanFile.getParent());
        Files.write(orphanFile, DOT);
        Files.write(server.uploads.resolve(UUID.randomUUID() + ".part"), DOT);
        Path note = Files.write(server.uploads.resolve("README.part"), DOT);
        Path ignore = Files.write(server.uploads.resolve(".gitignore"), DOT);
        Path misplaced = Files.write(server.uploads.resolve(orphan.toString()), DOT);
        Vertx vertx = Vertx.vertx();
        try {
            on(on(ImageStore.open(vertx, server.store, server.uploads, ImageLimits.DEFAULT))
                    .close());
        } finally {
            on(vertx.close());
        }
        String name = kept.toString();
        assertThat(server.files())
                .containsExactlyInAnyOrder(
                        server.uploads.resolve(name.substring(0, 2)).resolve(name), note, ignore, misplaced);
    }

    @Test
    void aDirectoryThatCannotBeMadeFailsTheOpening() throws Exception {
        Path file = Files.write(server.uploads.resolve("file"), DOT);
        Vertx vertx = Vertx.vertx();
        try {
            assertThatThrownBy(() -> on(ImageStore.open(vertx, server.store, file, ImageLimits.DEFAULT)))
                    .isInstanceOf(java.io.IOException.class);
        } finally {
            on(vertx.close());
        }
    }

    private ImageRecord save(byte[] image) {
        PartFile part = images.newPart();
        part.add(ByteBuffer.wrap(image));
        on(part.finish());
        return on(images.save(server.conversations, server.target(), part));
    }
}
