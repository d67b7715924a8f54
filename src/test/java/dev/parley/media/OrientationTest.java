package dev.parley.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OrientationTest {
    @Test
    void isReadInBothByteOrdersWithAndWithoutPrefix() {
        for (int orientation = 1; orientation <= 8; orientation++) {
            assertThat(Orientation.read(Pictures.tiff(orientation))).isEqualTo(orientation);
            assertThat(Orientation.read(Orientation.block(orientation))).isEqualTo(orientation);
            byte[] prefixed = Bytes.concat(Bytes.text("Exif\0\0"), Pictures.tiff(orientation));
            assertThat(Orientation.read(prefixed)).isEqualTo(orientation);
        }
    }

    @Test
    void isUprightWhenItCannotBeRead() {
        assertThat(Orientation.read(Pictures.tiff(9))).isEqualTo(1);
        assertThat(Orientation.read(Pictures.tiff(0))).isEqualTo(1);
        assertThat(Orientation.read(Bytes.text("nonsense"))).isEqualTo(1);
        byte[] outside = Orientation.block(6);
        outside[4] = 0x7f;
        assertThat(Orientation.read(outside)).isEqualTo(1);
        outside[4] = (byte) 0xff;
        assertThat(Orientation.read(outside)).isEqualTo(1);
        for (int length = 0; length < 20; length++) {
            assertThat(Orientation.read(Arrays.copyOf(Orientation.block(6), length)))
                    .isEqualTo(1);
        }
    }
}
