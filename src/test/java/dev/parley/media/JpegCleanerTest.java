package dev.parley.media;

import static dev.parley.media.Pictures.exifSegment;
import static dev.parley.media.Pictures.insert;
import static dev.parley.media.Pictures.segment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.ImageRefusedException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;

class JpegCleanerTest {
    private static final int AFTER_SOI = 2;

    private final byte[] plain = Pictures.written("jpeg", 320, 240);

    @Test
    void anImageWithoutMetadataComesBackByteForByte() throws IOException {
        Cleaned cleaned = Cleaned.of(plain);
        assertThat(cleaned.bytes()).isEqualTo(plain);
        assertThat(cleaned.format()).isEqualTo(ImageFormat.JPEG);
        assertThat(cleaned.extent().width()).isEqualTo(320);
        assertThat(cleaned.extent().height()).isEqualTo(240);
    }

    @Test
    void exifXmpIptcAndCommentsGoAndThePixelsStay() throws IOException {
        byte[] loaded = insert(
                plain,
                20,
                exifSegment(1),
                segment(0xe1, Bytes.text("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>GPS</x:xmpmeta>")),
                segment(0xed, Bytes.text("Photoshop 3.0\0secret")),
                segment(0xe2, Bytes.text("MPF\0secret")),
                segment(0xe0, Bytes.text("JFXX\0secret")),
                segment(0xef, Bytes.text("secret")),
                segment(0xfe, Bytes.text("a comment")));
        byte[] cleaned = Cleaned.of(loaded).bytes();
        assertThat(cleaned).isEqualTo(plain);
        assertThat(Pictures.pixels(cleaned)).isEqualTo(Pictures.pixels(loaded));
    }

    @Test
    void colourProfileAndAdobeTransformStay() throws IOException {
        byte[] image = insert(
                plain,
                20,
                segment(0xe2, Bytes.text("ICC_PROFILE\0\1\1profile")),
                segment(0xee, Bytes.concat(Bytes.text("Adobe"), Bytes.of(0, 100, 0, 0, 0, 0, 1))));
        assertThat(Cleaned.of(image).bytes()).isEqualTo(image);
    }

    @Test
    void aTurnedPictureStaysTurnedWithoutTheRestOfItsExif() throws IOException {
        byte[] cleaned = Cleaned.of(insert(plain, AFTER_SOI, exifSegment(6))).bytes();
        byte[] minimal = segment(0xe1, Bytes.concat(Bytes.text("Exif\0\0"), Orientation.block(6)));
        assertThat(cleaned).isEqualTo(insert(plain, AFTER_SOI, minimal));
        assertThat(Bytes.contains(cleaned, "GPS")).isFalse();
        assertThat(Cleaned.of(cleaned).bytes()).isEqualTo(cleaned);
    }

    @Test
    void theThumbnailInTheJfifHeaderGoes() throws IOException {
        byte[] header = new Bytes()
                .add("JFIF\0")
                .u8(1, 2, 0)
                .u16(1)
                .u16(1)
                .u8(1, 1, 9, 9, 9)
                .toArray();
        byte[] image = Bytes.concat(Arrays.copyOf(plain, 2), segment(0xe0, header), tail(plain, 20));
        assertThat(Cleaned.of(image).bytes()).hasSize(plain.length).isEqualTo(plain);
    }

    @Test
    void whatFollowsTheEndIsCutOff() throws IOException {
        byte[] film = Bytes.concat(plain, plain, Bytes.text("ftypmp42"));
        assertThat(Cleaned.of(film).bytes()).isEqualTo(plain);
    }

    @Test
    void progressiveScansStayAndCommentsBetweenThemGo() throws IOException {
        byte[] progressive = progressive();
        int scan = lastScan(progressive);
        byte[] loaded = insert(progressive, scan, segment(0xfe, Bytes.text("between two scans")));
        assertThat(Cleaned.of(progressive).bytes()).isEqualTo(progressive);
        assertThat(Cleaned.of(loaded).bytes()).isEqualTo(progressive);
    }

    @Test
    void pixelsThatBreakOffAreKeptAsTheyAre() throws IOException {
        byte[] cut = Arrays.copyOf(plain, plain.length - 300);
        assertThat(Cleaned.of(cut).bytes()).isEqualTo(cut);
    }

    @Test
    void moreThanFortyMegapixelsAreRefused() throws IOException {
        assertThat(Cleaned.of(ofSize(8_000, 5_000)).extent().height()).isEqualTo(5_000);
        assertThat(Cleaned.of(ofSize(320, 0)).extent().height()).isNull();
        assertRefused(ofSize(8_000, 5_001), Reason.TOO_MANY_PIXELS);
    }

    @Test
    void aStructureThatCannotBeFollowedIsRefused() {
        assertRefused(insert(plain, 20, Bytes.text("secret between segments")), Reason.BROKEN);
        assertRefused(insert(plain, 20, Bytes.of(0xff, 0xfe, 0, 1)), Reason.BROKEN);
        assertRefused(insert(plain, 20, segment(0xf7, Bytes.text("unknown"))), Reason.BROKEN);
        assertRefused(Bytes.concat(Arrays.copyOf(plain, 20), Bytes.of(0xff, 0xd9)), Reason.BROKEN);
        assertRefused(Bytes.concat(Arrays.copyOf(plain, 20), plain), Reason.BROKEN);
        int scan = lastScan(plain);
        for (int length = 3; length < scan; length++) {
            assertRefused(Arrays.copyOf(plain, length), Reason.BROKEN);
        }
    }

    private byte[] ofSize(int width, int height) {
        byte[] image = plain.clone();
        int frame = indexOf(image, 0xc0);
        image[frame + 5] = (byte) (height >>> 8);
        image[frame + 6] = (byte) height;
        image[frame + 7] = (byte) (width >>> 8);
        image[frame + 8] = (byte) width;
        return image;
    }

    private static byte[] progressive() throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            var image = ImageIO.read(new java.io.ByteArrayInputStream(Pictures.written("png", 120, 90)));
            writer.write(null, new IIOImage(image, null, null), parameters);
        }
        return out.toByteArray();
    }

    private static int indexOf(byte[] image, int marker) {
        for (int i = 0; i < image.length - 1; i++) {
            if ((image[i] & 0xff) == 0xff && (image[i + 1] & 0xff) == marker) {
                return i;
            }
        }
        throw new IllegalArgumentException("no such marker");
    }

    private static int lastScan(byte[] image) {
        for (int i = image.length - 2; i >= 0; i--) {
            if ((image[i] & 0xff) == 0xff && (image[i + 1] & 0xff) == 0xda) {
                return i;
            }
        }
        throw new IllegalArgumentException("no scan");
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    private static void assertRefused(byte[] image, Reason reason) {
        assertThatThrownBy(() -> Cleaned.of(image))
                .isInstanceOfSatisfying(
                        ImageRefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
