package dev.parley.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.ImageRefusedException.Reason;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFormatTest {
    @Test
    void theFourFormatsAreToldByTheirFirstBytes() throws IOException {
        assertThat(Cleaned.of(Pictures.DOT).format().type()).isEqualTo("image/png");
        assertThat(Cleaned.of(Pictures.written("jpeg", 9, 9)).format().type()).isEqualTo("image/jpeg");
        assertThat(Cleaned.of(Pictures.written("gif", 9, 9)).format().type()).isEqualTo("image/gif");
        assertThat(Cleaned.of(Pictures.WEBP_DOT).format().type()).isEqualTo("image/webp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
                "BM a bitmap of the nineties",
                "\0\0\0\u001cftypheic",
                "%PDF-1.7",
                "RIFFxxxxWAVE",
                "GIF88a",
                "\u0089PNG\r\n",
                "x"
            })
    void everythingElseIsUnsupported(String bytes) {
        assertThatThrownBy(() -> Cleaned.of(Bytes.text(bytes)))
                .isInstanceOfSatisfying(
                        ImageRefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED));
    }
}
