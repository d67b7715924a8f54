package dev.parley.media;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Images and the pieces metadata hides in. */
final class Pictures {
    /** The 1 x 1 PNG of AIDA's front-ends. */
    static final byte[] DOT = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    /** A lossy 1 x 1 WebP without anything else. */
    static final byte[] WEBP_DOT =
            Base64.getDecoder().decode("UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=");

    private Pictures() {}

    /** A picture with something to see, as the JDK writes it. */
    static byte[] written(String format, int width, int height) {
        ImageIO.setUseCache(false);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, Color.ORANGE, width, height, Color.BLUE));
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.WHITE);
        graphics.drawOval(1, 1, width - 2, height - 2);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static int[] pixels(byte[] image) {
        try {
            BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(image));
            return decoded.getRGB(0, 0, decoded.getWidth(), decoded.getHeight(), null, 0, decoded.getWidth());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts bytes into an image at an offset. */
    static byte[] insert(byte[] image, int at, byte[]... pieces) {
        return Bytes.concat(
                Arrays.copyOf(image, at), Bytes.concat(pieces), Arrays.copyOfRange(image, at, image.length));
    }

    static byte[] chunk(String type, byte[] data) {
        CRC32 crc = new CRC32();
        crc.update(Bytes.text(type));
        crc.update(data);
        return new Bytes()
                .u32(data.length)
                .add(type)
                .add(data)
                .u32((int) crc.getValue())
                .toArray();
    }

    static byte[] segment(int marker, byte[] payload) {
        return new Bytes().u8(0xff, marker).u16(payload.length + 2).add(payload).toArray();
    }

    static byte[] riffChunk(String type, byte[] data) {
        Bytes chunk = new Bytes().add(type).u32le(data.length).add(data);
        return data.length % 2 == 0 ? chunk.toArray() : chunk.u8(0).toArray();
    }

    static byte[] webp(byte[]... chunks) {
        byte[] all = Bytes.concat(chunks);
        return new Bytes()
                .add("RIFF")
                .u32le(all.length + 4)
                .add("WEBP")
                .add(all)
                .toArray();
    }

    /** The header of an extended WebP. */
    static byte[] canvas(int flags, int width, int height) {
        return riffChunk(
                "VP8X",
                new Bytes()
                        .u8(flags, 0, 0, 0)
                        .u24le(width - 1)
                        .u24le(height - 1)
                        .toArray());
    }

    /** The TIFF block of EXIF, little-endian as most cameras write it, with an orientation and a place on earth. */
    static byte[] tiff(int orientation) {
        return new Bytes()
                .add("II")
                .u16le(42)
                .u32le(8)
                .u16le(2)
                .u16le(0x010f)
                .u16le(2)
                .u32le(4)
                .add("Cam\0")
                .u16le(0x0112)
                .u16le(3)
                .u32le(1)
                .u16le(orientation)
                .u16le(0)
                .u32le(0)
                .add("GPS 52.5200 N 13.4050 E")
                .toArray();
    }

    static byte[] exifSegment(int orientation) {
        return segment(0xe1, Bytes.concat(Bytes.text("Exif\0\0"), tiff(orientation)));
    }

    /** A PNG that says it has this size; its pixels are a lie, which nobody looks at. */
    static byte[] pngOfSize(int width, int height) {
        byte[] header = new Bytes().u32(width).u32(height).u8(8, 2, 0, 0, 0).toArray();
        return Bytes.concat(
                Arrays.copyOf(DOT, 8),
                chunk("IHDR", header),
                chunk("IDAT", new byte[] {1, 2, 3}),
                chunk("IEND", new byte[0]));
    }
}
