package dev.parley.media;

import static dev.parley.media.Pictures.DOT;
import static dev.parley.media.Pictures.chunk;
import static dev.parley.media.Pictures.insert;
import static dev.parley.media.Pictures.pngOfSize;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.ImageRefusedException.Reason;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PngCleanerTest {
    private static final int AFTER_IHDR = 33;

    @Test
    void anImageWithoutMetadataComesBackByteForByte() throws IOException {
        assertThat(Cleaned.of(DOT).bytes()).isEqualTo(DOT);
        byte[] large = Pictures.written("png", 640, 480);
        assertThat(Cleaned.of(large).bytes()).isEqualTo(large);
        assertThat(Cleaned.of(large).extent().width()).isEqualTo(640);
        assertThat(Cleaned.of(large).extent().height()).isEqualTo(480);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tEXt", "zTXt", "iTXt", "tIME", "eXIf", "dSIG", "prVt", "caBX"})
    void metadataAndUnknownChunksGoBeforeAndAfterThePixels(String type) throws IOException {
        byte[] image = Pictures.written("png", 64, 48);
        byte[] secret = chunk(type, Bytes.text("secret place"));
        byte[] before = insert(image, AFTER_IHDR, secret);
        byte[] both = insert(before, before.length - 12, secret);
        assertThat(Cleaned.of(both).bytes()).isEqualTo(image);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT", "tRNS", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"})
    void whatAViewerLooksAtStays(String type) throws IOException {
        byte[] image = insert(DOT, AFTER_IHDR, chunk(type, Bytes.text("12345678")));
        assertThat(Cleaned.of(image).bytes()).isEqualTo(image);
    }

    @Test
    void theOrientationStaysAloneAndTwiceCleanedIsTheSame() throws IOException {
        byte[] image = insert(DOT, AFTER_IHDR, chunk("eXIf", Pictures.tiff(6)));
        byte[] cleaned = Cleaned.of(image).bytes();
        assertThat(cleaned).isEqualTo(insert(DOT, AFTER_IHDR, chunk("eXIf", Orientation.block(6))));
        assertThat(Bytes.contains(cleaned, "GPS")).isFalse();
        assertThat(Cleaned.of(cleaned).bytes()).isEqualTo(cleaned);
    }

    @Test
    void whatFollowsTheEndIsCutOff() throws IOException {
        assertThat(Cleaned.of(Bytes.concat(DOT, Bytes.text("PK a hidden archive")))
                        .bytes())
                .isEqualTo(DOT);
        assertThat(Cleaned.of(Arrays.copyOf(DOT, 200_000)).bytes()).isEqualTo(DOT);
    }

    @Test
    void fortyMegapixelsPassAndOneRowMoreDoesNot() throws IOException {
        assertThat(Cleaned.of(pngOfSize(8_000, 5_000)).extent().width()).isEqualTo(8_000);
        assertThatThrownBy(() -> Cleaned.of(pngOfSize(8_000, 5_001)))
                .isInstanceOfSatisfying(
                        ImageRefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_MANY_PIXELS));
        assertThatThrownBy(() -> Cleaned.of(pngOfSize(Integer.MAX_VALUE, Integer.MAX_VALUE)))
                .isInstanceOfSatisfying(
                        ImageRefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_MANY_PIXELS));
    }

    @Test
    void aSizeThatCannotBeReadIsUnknown() throws IOException {
        assertThat(Cleaned.of(pngOfSize(0, 7)).extent().width()).isNull();
        assertThat(Cleaned.of(pngOfSize(-1, -1)).extent().height()).isNull();
    }

    @Test
    void aStructureThatCannotBeFollowedIsRefused() {
        byte[] longer = insert(
                DOT, AFTER_IHDR, new Bytes().u32(99_999).add("tEXt").add("x").toArray());
        byte[] huge =
                insert(DOT, AFTER_IHDR, new Bytes().u32(-1).add("tEXt").add("x").toArray());
        byte[] noPixels = Bytes.concat(Arrays.copyOf(DOT, AFTER_IHDR), chunk("IEND", new byte[0]));
        byte[] unknownCritical = insert(DOT, AFTER_IHDR, chunk("SECR", Bytes.text("x")));
        byte[] twoHeads = insert(DOT, AFTER_IHDR, Arrays.copyOfRange(DOT, 8, AFTER_IHDR));
        byte[] fullEnd = Bytes.concat(Arrays.copyOf(DOT, DOT.length - 12), chunk("IEND", Bytes.text("secret")));
        for (byte[] image : new byte[][] {longer, huge, noPixels, unknownCritical, twoHeads, fullEnd}) {
            assertBroken(image);
        }
        for (int length = 8; length < DOT.length; length++) {
            assertBroken(Arrays.copyOf(DOT, length));
        }
    }

    private static void assertBroken(byte[] image) {
        assertThatThrownBy(() -> Cleaned.of(image))
                .isInstanceOfSatisfying(
                        ImageRefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BROKEN));
    }
}
