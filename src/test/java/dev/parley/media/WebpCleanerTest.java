package dev.parley.media;

import static dev.parley.media.Pictures.WEBP_DOT;
import static dev.parley.media.Pictures.canvas;
import static dev.parley.media.Pictures.riffChunk;
import static dev.parley.media.Pictures.webp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.ImageRefusedException.Reason;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WebpCleanerTest {
    private static final byte[] PIXELS = Arrays.copyOfRange(WEBP_DOT, 12, WEBP_DOT.length);
    private static final byte[] PROFILE = riffChunk("ICCP", Bytes.text("profile"));
    private static final byte[] EXIF = riffChunk("EXIF", Pictures.tiff(1));
    private static final byte[] XMP = riffChunk("XMP ", Bytes.text("<x:xmpmeta>secret!"));

    @Test
    void anImageWithoutMetadataComesBackByteForByte() throws IOException {
        Cleaned dot = Cleaned.of(WEBP_DOT);
        assertThat(dot.bytes()).isEqualTo(WEBP_DOT);
        assertThat(dot.extent().width()).isEqualTo(1);
        byte[] extended = webp(canvas(0x30, 7, 5), PROFILE, riffChunk("ALPH", Bytes.of(1, 2, 3)), PIXELS);
        assertThat(Cleaned.of(extended).bytes()).isEqualTo(extended);
        assertThat(Cleaned.of(extended).extent().height()).isEqualTo(5);
    }

    @Test
    void exifXmpAndUnknownChunksGoWithTheirFlags() throws IOException {
        byte[] unknown = riffChunk("SECR", Bytes.text("odd"));
        byte[] loaded = webp(canvas(0x2c, 7, 5), unknown, PROFILE, PIXELS, EXIF, XMP);
        assertThat(Cleaned.of(loaded).bytes()).isEqualTo(webp(canvas(0x20, 7, 5), PROFILE, PIXELS));
    }

    @Test
    void animationFramesAreCleanedInside() throws IOException {
        byte[] head = new byte[16];
        byte[] loop = riffChunk("ANIM", new byte[6]);
        byte[] stuffed = riffChunk("ANMF", Bytes.concat(head, PIXELS, riffChunk("SECR", Bytes.text("hidden"))));
        byte[] plain = riffChunk("ANMF", Bytes.concat(head, PIXELS));
        assertThat(Cleaned.of(webp(canvas(0x0a, 1, 1), loop, stuffed, plain, EXIF))
                        .bytes())
                .isEqualTo(webp(canvas(0x02, 1, 1), loop, plain, plain));
    }

    @Test
    void theOrientationStaysAloneAndTwiceCleanedIsTheSame() throws IOException {
        byte[] turned = riffChunk("EXIF", Bytes.concat(Bytes.text("Exif\0\0"), Pictures.tiff(8)));
        byte[] cleaned =
                Cleaned.of(webp(canvas(0x0c, 1, 1), PIXELS, turned, XMP)).bytes();
        assertThat(cleaned).isEqualTo(webp(canvas(0x08, 1, 1), PIXELS, riffChunk("EXIF", Orientation.block(8))));
        assertThat(Cleaned.of(cleaned).bytes()).isEqualTo(cleaned);
    }

    @Test
    void whatFollowsTheEndIsCutOff() throws IOException {
        assertThat(Cleaned.of(Bytes.concat(WEBP_DOT, Bytes.text("secret"))).bytes())
                .isEqualTo(WEBP_DOT);
    }

    @Test
    void aMissingLastEvenByteIsPutThere() throws IOException {
        byte[] odd = riffChunk("VP8L", new Bytes().u8(0x2f).u32le(0).u8(1, 2).toArray());
        byte[] whole = webp(odd);
        byte[] cut = Arrays.copyOf(whole, whole.length - 1);
        cut[4]--;
        assertThat(Cleaned.of(cut).bytes()).isEqualTo(whole);
    }

    @Test
    void everyKindOfSizeIsHeldAgainstTheLimit() {
        assertRefused(webp(canvas(0, 8_000, 5_001), PIXELS), Reason.TOO_MANY_PIXELS);
        int bits = 9_999 | 9_999 << 14;
        byte[] lossless = riffChunk("VP8L", new Bytes().u8(0x2f).u32le(bits).toArray());
        assertRefused(webp(lossless), Reason.TOO_MANY_PIXELS);
        byte[] lossy = new Bytes()
                .u8(0, 0, 0, 0x9d, 0x01, 0x2a)
                .u16le(9_999)
                .u16le(9_999)
                .toArray();
        assertRefused(webp(riffChunk("VP8 ", lossy)), Reason.TOO_MANY_PIXELS);
        byte[] frame = riffChunk("ANMF", Bytes.concat(new byte[16], lossless));
        assertRefused(webp(canvas(2, 1, 1), frame), Reason.TOO_MANY_PIXELS);
    }

    @Test
    void aStructureThatCannotBeFollowedIsRefused() {
        assertRefused(webp(PROFILE, PIXELS), Reason.BROKEN);
        assertRefused(webp(canvas(0, 1, 1), EXIF), Reason.BROKEN);
        assertRefused(webp(canvas(0, 1, 1), PIXELS, canvas(0, 1, 1)), Reason.BROKEN);
        assertRefused(webp(PIXELS, Bytes.text("secret")), Reason.BROKEN);
        assertRefused(webp(PIXELS, Bytes.text("XMP "), Bytes.of(0xff, 0xff, 0xff, 0xff)), Reason.BROKEN);
        assertRefused(webp(canvas(2, 1, 1), riffChunk("ANMF", new byte[15])), Reason.BROKEN);
        byte[] tooLong = riffChunk("ANMF", Bytes.concat(new byte[16], Bytes.text("VP8 "), Bytes.of(9, 0, 0, 0)));
        assertRefused(webp(canvas(2, 1, 1), PIXELS, tooLong), Reason.BROKEN);
        for (int length = 12; length < WEBP_DOT.length; length++) {
            assertRefused(Arrays.copyOf(WEBP_DOT, length), Reason.BROKEN);
        }
    }

    private static void assertRefused(byte[] image, Reason reason) {
        assertThatThrownBy(() -> Cleaned.of(image))
                .isInstanceOfSatisfying(
                        ImageRefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
