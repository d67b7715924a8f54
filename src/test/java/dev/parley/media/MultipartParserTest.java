package dev.parley.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultipartParserTest {
    private static final String BOUNDARY = "frontier";

    private final Collected parts = new Collected();
    private final MultipartParser parser = new MultipartParser(BOUNDARY, parts);

    @Test
    void partsComeWithTheirHeadsAndContentsHoweverTheBodyIsCut() throws Exception {
        byte[] near = Bytes.text("\r\n--fronti\r\n--\r\n\r\n--frontie\r");
        byte[] image = new byte[100_000];
        new Random(7).nextBytes(image);
        byte[] body = Bytes.concat(
                Bytes.text("a preamble\r\n--frontier\r\n"),
                head("note", null, null),
                near,
                Bytes.text("\r\n--frontier \t\r\n"),
                head("file", "a.png", "image/png"),
                image,
                Bytes.text("\r\n--frontier\r\n\r\nno head\r\n--frontier\r\n"),
                head("empty", "b.png", "image/png"),
                Bytes.text("\r\n--frontier--\r\nan epilogue\r\n--frontier\r\n"));
        Random random = new Random(11);
        for (int most : new int[] {body.length, 1, 3, 20, 8_192}) {
            Collected collected = new Collected();
            MultipartParser each = new MultipartParser(BOUNDARY, collected);
            for (int at = 0; at < body.length; ) {
                int step = Math.min(body.length - at, 1 + random.nextInt(most));
                each.feed(Buffer.buffer().appendBytes(body, at, step));
                at += step;
            }
            assertThat(each.complete()).isTrue();
            assertThat(collected.heads)
                    .containsExactly(
                            new PartHead("note", null, null),
                            new PartHead("file", "a.png", "image/png"),
                            new PartHead(null, null, null),
                            new PartHead("empty", "b.png", "image/png"));
            assertThat(collected.content(0)).isEqualTo(near);
            assertThat(collected.content(1)).isEqualTo(image);
            assertThat(collected.content(2)).isEqualTo(Bytes.text("no head"));
            assertThat(collected.content(3)).isEmpty();
        }
    }

    @Test
    void itIsCompleteOnlyAfterTheLastDelimiter() throws Exception {
        feed("--frontier\r\n\r\ncontent\r\n--frontier");
        assertThat(parser.complete()).isFalse();
        feed("--");
        assertThat(parser.complete()).isTrue();
    }

    @Test
    void contentIsHandedOnBeforeThePartEnds() throws Exception {
        feed("--frontier\r\n\r\n");
        feed("x".repeat(10_000));
        assertThat(parts.content(0)).hasSizeGreaterThan(10_000 - BOUNDARY.length() - 5);
    }

    @Test
    void aHeadWithoutEndIsRefused() {
        assertThatThrownBy(() -> feed("--frontier\r\nx-long: " + "x".repeat(8_192)))
                .isInstanceOf(MalformedBodyException.class);
    }

    @Test
    void aDelimiterWithoutEndIsRefused() {
        assertThatThrownBy(() -> feed("--frontier" + " ".repeat(8_193))).isInstanceOf(MalformedBodyException.class);
        assertThatThrownBy(() -> new MultipartParser(BOUNDARY, parts).feed(Buffer.buffer("--frontierx\r\n")))
                .isInstanceOf(MalformedBodyException.class);
    }

    @Test
    void headersAreReadAsBrowsersAndLibrariesWriteThem() {
        assertThat(PartHead.parse("\r\ncontent-disposition:form-data; filename=\"a;\\\"b\\\".png\"; NAME=file"
                        + "\r\nCONTENT-TYPE:  image/png; charset=x "))
                .isEqualTo(new PartHead("file", "a;\"b\".png", "image/png; charset=x"));
        assertThat(PartHead.parse("Content-Disposition: form-data; name=\"file\"; filename=\"\""))
                .isEqualTo(new PartHead("file", "", null));
        assertThat(PartHead.parse("Content-Disposition: form-data; name=\"open; =; \"\"; x=\"\r\nnonsense"))
                .isNotNull();
    }

    @Test
    void boundariesAreTakenQuotedAndPlainAndRefusedWhenEmpty() {
        assertThat(boundary("multipart/form-data; boundary=abc")).contains("abc");
        assertThat(boundary("multipart/form-data; charset=utf-8; Boundary=\"a b;c\""))
                .contains("a b;c");
        assertThat(boundary("multipart/form-data")).isEmpty();
        assertThat(boundary("multipart/form-data; boundary=")).isEmpty();
        assertThat(boundary("multipart/form-data; boundary=" + "x".repeat(201))).isEmpty();
    }

    private static java.util.Optional<String> boundary(String contentType) {
        return MultipartParser.boundary(HeaderValue.parse(contentType));
    }

    private void feed(String text) throws MalformedBodyException {
        parser.feed(Buffer.buffer(text));
    }

    private static byte[] head(String name, String filename, String type) {
        String disposition = "Content-Disposition: form-data; name=\"" + name + "\"";
        String file = filename == null ? "" : "; filename=\"" + filename + "\"";
        String declared = type == null ? "" : "\r\nContent-Type: " + type;
        return Bytes.text(disposition + file + declared + "\r\n\r\n");
    }

    private static final class Collected implements MultipartParser.Parts {
        private final List<PartHead> heads = new ArrayList<>();
        private final List<ByteArrayOutputStream> contents = new ArrayList<>();

        @Override
        public void begin(PartHead head) {
            heads.add(head);
            contents.add(new ByteArrayOutputStream());
        }

        @Override
        public void content(ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            contents.get(contents.size() - 1).writeBytes(copy);
        }

        byte[] content(int part) {
            return contents.get(part).toByteArray();
        }
    }
}
