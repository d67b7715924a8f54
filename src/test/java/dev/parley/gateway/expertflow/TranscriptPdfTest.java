package dev.parley.gateway.expertflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptPdfTest {
    private static final Instant AT = Instant.parse("2026-11-20T10:00:00.123456Z");
    private static final Participant ANN = new Participant("p", "Ann Lee", "Ann", "Lee", Participant.Type.CUSTOMER);

    @Test
    void itTellsWhoTookPartAndWhatWasSaidByWhomAndWhen() throws IOException {
        String text = text(TranscriptPdf.write(new Transcript(
                UUID.fromString("00000000-0000-4000-8000-000000000001"),
                AT,
                List.of(ANN, Participant.bot("Echo")),
                List.of(
                        new Transcript.Line(AT, "Ann Lee", "Hello"),
                        new Transcript.Line(AT.plusSeconds(2), "Echo", "first line\nsecond line")))));

        assertThat(text.lines())
                .containsExactly(
                        "Transcript",
                        "Conversation 00000000-0000-4000-8000-000000000001, begun 2026-11-20 10:00:00 UTC",
                        "Ann Lee (Customer), Echo (Bot)",
                        "2026-11-20 10:00:00 UTC  Ann Lee",
                        "Hello",
                        "2026-11-20 10:00:02 UTC  Echo",
                        "first line",
                        "second line");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Grüße, señor Łukasz Ğüş",
                "Καλημέρα κόσμε",
                "Здравствуйте, Щербаков і Їжак",
                "Բարև Ձեզ",
                "გამარჯობა",
                "שלום",
                "abc שלום xyz"
            })
    void writingsBeyondLatinAreRead(String said) throws IOException {
        assertThat(text(pdf(said))).contains(said);
    }

    @Test
    void whatTheFontLacksIsABox() throws IOException {
        assertThat(text(pdf("漢字 \uD83E\uDDFF!"))).contains("□□ □!");
    }

    @Test
    void noCharacterIsTooStrange() throws IOException {
        StringBuilder all = new StringBuilder();
        IntStream.rangeClosed(0, 0xFFFF).forEach(c -> all.append((char) c));
        IntStream.of(0x10000, 0x1F1E8, 0x1F468, 0xE0001, 0x10FFFF).forEach(all::appendCodePoint);
        all.append("\uD800 lone \uDC00");

        assertThat(text(pdf(all.toString()))).contains("lone");
    }

    @Test
    void longWordsAndLongConversationsStayOnTheirPages() throws IOException {
        Transcript.Line line = new Transcript.Line(AT, "Ann", "word ".repeat(40) + "x".repeat(500));
        Transcript.Line[] lines = new Transcript.Line[100];
        Arrays.fill(lines, line);

        byte[] pdf = TranscriptPdf.write(transcript(lines));

        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isGreaterThan(10);
            for (PDPage page : document.getPages()) {
                assertThat(page.hasContents()).isTrue();
            }
        }
        assertThat(text(pdf).replaceAll("[^x]", "")).hasSize(100 * 500);
    }

    @Test
    void aConversationInWhichNothingWasSaidIsATranscriptToo() throws IOException {
        assertThat(text(TranscriptPdf.write(transcript()))).contains("Ann Lee (Customer)");
    }

    private static byte[] pdf(String said) throws IOException {
        return TranscriptPdf.write(transcript(new Transcript.Line(AT, "Ann", said)));
    }

    private static Transcript transcript(Transcript.Line... lines) {
        return new Transcript(UUID.randomUUID(), AT, List.of(ANN), List.of(lines));
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }
}
