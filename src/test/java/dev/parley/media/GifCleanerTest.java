package dev.parley.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.ImageRefusedException.Reason;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GifCleanerTest {
    private static final byte[] LOOP = extension(0xff, "NETSCAPE2.0", Bytes.of(1, 0, 0));
    private static final byte[] CONTROL = Bytes.of(0x21, 0xf9, 4, 0, 10, 0, 0, 0);
    private static final byte[] FRAME =
            Bytes.of(0x2c, 0, 0, 0, 0, 2, 0, 1, 0, 0x80, 1, 2, 3, 4, 5, 6, 2, 2, 0x4c, 0x01, 1, 0x05, 0);
    private static final byte[] END = Bytes.of(0x3b);

    @Test
    void anImageWithoutMetadataComesBackByteForByte() throws IOException {
        byte[] image = Pictures.written("gif", 50, 40);
        assertThat(Cleaned.of(image).bytes()).isEqualTo(image);
        assertThat(Cleaned.of(image).extent().width()).isEqualTo(50);
        byte[] animated = gif(LOOP, CONTROL, FRAME, CONTROL, FRAME, END);
        assertThat(Cleaned.of(animated).bytes()).isEqualTo(animated);
        byte[] other = gif(extension(0xff, "ANIMEXTS1.0", Bytes.of(1, 5, 0)), FRAME, END);
        assertThat(Cleaned.of(other).bytes()).isEqualTo(other);
    }

    @Test
    void commentsTextAndForeignExtensionsGo() throws IOException {
        byte[] comment = Bytes.concat(Bytes.of(0x21, 0xfe), block(Bytes.text("GPS 52.52")), Bytes.of(0));
        byte[] xmp = extension(0xff, "XMP DataXMP", Bytes.text("<x:xmpmeta>secret"));
        byte[] text = extension(0x01, "123456789012", Bytes.text("plain text"));
        byte[] unknown = extension(0x42, "abc", Bytes.text("unknown"));
        byte[] empty = Bytes.of(0x21, 0xfe, 0);
        byte[] loaded = gif(comment, LOOP, xmp, CONTROL, FRAME, text, empty, unknown, FRAME, comment, END);
        assertThat(Cleaned.of(loaded).bytes()).isEqualTo(gif(LOOP, CONTROL, FRAME, FRAME, END));
    }

    @Test
    void theLoopExtensionCarriesNothingElse() throws IOException {
        byte[] stuffed =
                extension(0xff, "NETSCAPE2.0", Bytes.of(1, 0, 0), Bytes.text("secret"), Bytes.of(2, 1, 1, 1, 1));
        byte[] plain = extension(0xff, "NETSCAPE2.0", Bytes.of(1, 0, 0), Bytes.of(2, 1, 1, 1, 1));
        assertThat(Cleaned.of(gif(stuffed, FRAME, END)).bytes()).isEqualTo(gif(plain, FRAME, END));
    }

    @Test
    void thePixelsStayThroughTheCleaning() throws IOException {
        byte[] image = Pictures.written("gif", 50, 40);
        byte[] comment = Bytes.concat(Bytes.of(0x21, 0xfe), block(Bytes.text("GPS")), Bytes.of(0));
        byte[] loaded = Pictures.insert(image, image.length - 1, comment);
        assertThat(Cleaned.of(loaded).bytes()).isEqualTo(image);
        assertThat(Pictures.pixels(Cleaned.of(loaded).bytes())).isEqualTo(Pictures.pixels(loaded));
    }

    @Test
    void whatFollowsTheEndIsCutOffAndAMissingEndIsFine() throws IOException {
        byte[] image = gif(FRAME, END);
        assertThat(Cleaned.of(Bytes.concat(image, Bytes.text("secret"))).bytes())
                .isEqualTo(image);
        assertThat(Cleaned.of(gif(FRAME)).bytes()).isEqualTo(gif(FRAME));
    }

    @Test
    void frameAndCanvasAreHeldAgainstTheLimit() {
        byte[] canvas = gif(FRAME, END);
        canvas[6] = canvas[8] = (byte) 0xff;
        canvas[7] = canvas[9] = (byte) 0xff;
        assertRefused(canvas, Reason.TOO_MANY_PIXELS);
        byte[] frame = FRAME.clone();
        frame[6] = frame[8] = (byte) 0xff;
        assertRefused(gif(frame, END), Reason.TOO_MANY_PIXELS);
    }

    @Test
    void aStructureThatCannotBeFollowedIsRefused() {
        assertRefused(gif(END), Reason.BROKEN);
        assertRefused(gif(FRAME, Bytes.text("secret"), END), Reason.BROKEN);
        assertRefused(gif(FRAME, Bytes.of(0x21, 0xfe, 200, 1, 2), END), Reason.BROKEN);
        byte[] image = gif(LOOP, FRAME, END);
        for (int length = 6; length < image.length - 1; length++) {
            assertRefused(Arrays.copyOf(image, length), Reason.BROKEN);
        }
    }

    private static byte[] gif(byte[]... blocks) {
        byte[] head = new Bytes().add("GIF89a").u16le(2).u16le(1).u8(0, 0, 0).toArray();
        return Bytes.concat(head, Bytes.concat(blocks));
    }

    private static byte[] extension(int label, String first, byte[]... blocks) {
        Bytes extension = new Bytes().u8(0x21, label).add(block(Bytes.text(first)));
        for (byte[] block : blocks) {
            extension.add(block(block));
        }
        return extension.u8(0).toArray();
    }

    private static byte[] block(byte[] bytes) {
        return new Bytes().u8(bytes.length).add(bytes).toArray();
    }

    private static void assertRefused(byte[] image, Reason reason) {
        assertThatThrownBy(() -> Cleaned.of(image))
                .isInstanceOfSatisfying(
                        ImageRefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
