package dev.parley.gateway.expertflow;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.jspecify.annotations.Nullable;

/** Writes a transcript as PDF: who took part, then each message with its time and sender. For one document, on a worker thread. */
final class TranscriptPdf implements AutoCloseable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
    private static final float MARGIN = 56;
    private static final float TITLE = 14;
    private static final float TEXT = 10;
    private static final float SMALL = 8;
    private static final float LEADING = 1.4f;

    private final PDDocument document = new PDDocument();
    private final PdfFont typeface;
    private @Nullable PDPageContentStream page;
    private float y;

    private TranscriptPdf() throws IOException {
        typeface = PdfFont.of(document);
    }

    static byte[] write(Transcript transcript) throws IOException {
        try (TranscriptPdf pdf = new TranscriptPdf()) {
            pdf.add(transcript);
            return pdf.bytes();
        }
    }

    private void add(Transcript transcript) throws IOException {
        document.getDocumentInformation().setTitle("Transcript of " + transcript.conversation());
        add("Transcript", TITLE);
        add("Conversation " + transcript.conversation() + ", begun " + time(transcript.begun()), SMALL);
        add(transcript.participantsLine(), SMALL);
        for (Transcript.Line line : transcript.lines()) {
            y -= TEXT;
            add(time(line.at()) + "  " + line.sender(), SMALL);
            add(line.text(), TEXT);
        }
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }

    private void add(String text, float size) throws IOException {
        float width = PDRectangle.A4.getWidth() - 2 * MARGIN;
        for (String line : typeface.lines(text, size, width)) {
            y -= size * LEADING;
            draw(line, size);
        }
    }

    private void draw(String line, float size) throws IOException {
        PDPageContentStream content = page;
        if (content == null || y < MARGIN) {
            content = turn(size);
        }
        content.beginText();
        content.setFont(typeface.font(), size);
        content.newLineAtOffset(MARGIN, y);
        content.showText(line);
        content.endText();
    }

    private PDPageContentStream turn(float size) throws IOException {
        end();
        PDPage next = new PDPage(PDRectangle.A4);
        document.addPage(next);
        PDPageContentStream content = new PDPageContentStream(document, next);
        page = content;
        y = PDRectangle.A4.getHeight() - MARGIN - size;
        return content;
    }

    private void end() throws IOException {
        if (page != null) {
            page.close();
            page = null;
        }
    }

    private byte[] bytes() throws IOException {
        end();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        document.save(bytes);
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        end();
        document.close();
        typeface.close();
    }
}
