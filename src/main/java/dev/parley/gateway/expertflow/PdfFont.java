package dev.parley.gateway.expertflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The font of one document. It has the Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew and Arabic letters; whatever it
 * lacks is shown as a box. Lines of right-to-left writing are put in the order they are read in, their letters stay apart.
 */
final class PdfFont implements AutoCloseable {
    private static final String FILE = "DejaVuSans.ttf";
    private static final int BOX = 0x25A1;

    private final TrueTypeFont letters;
    private final CmapLookup glyphs;
    private final PDFont font;
    private final float unitsPerEm;
    private final Map<Integer, Float> widths = new HashMap<>();

    private PdfFont(TrueTypeFont letters, PDDocument document) throws IOException {
        this.letters = letters;
        this.glyphs = letters.getUnicodeCmapLookup();
        this.font = PDType0Font.load(document, letters, true);
        this.unitsPerEm = letters.getUnitsPerEm();
    }

    /** Reads it anew: what a document uses of it is embedded when the document is saved. */
    static PdfFont of(PDDocument document) throws IOException {
        try (InputStream file = Objects.requireNonNull(PdfFont.class.getResourceAsStream(FILE), FILE)) {
            return new PdfFont(new TTFParser().parse(RandomAccessReadBuffer.createBufferFromStream(file)), document);
        }
    }

    PDFont font() {
        return font;
    }

    /** The lines a text takes that may be so wide, each ready to be drawn from left to right. */
    List<String> lines(String text, float size, float width) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\\R", -1)) {
            for (String line : broken(drawable(paragraph), size, width)) {
                lines.add(ordered(line));
            }
        }
        return lines;
    }

    private String drawable(String text) {
        StringBuilder drawable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isWhitespace(c)) {
                drawable.append(' ');
            } else if (!isUnseen(c)) {
                drawable.appendCodePoint(glyphs.getGlyphId(c) == 0 ? BOX : c);
            }
        });
        return drawable.toString();
    }

    /** Controls, joiners and marks of direction, which have no picture. */
    private static boolean isUnseen(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL || type == Character.FORMAT || isVariation(c);
    }

    private static boolean isVariation(int c) {
        return c >= 0xFE00 && c <= 0xFE0F;
    }

    private List<String> broken(String text, float size, float width) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        int space = -1;
        float used = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int c = text.codePointAt(at);
            used += width(c, size);
            if (used > width && at > start) {
                int end = space > start ? space : at;
                lines.add(text.substring(start, end));
                start = space > start ? space + 1 : at;
                used = width(text.substring(start, at + Character.charCount(c)), size);
                space = -1;
            }
            if (c == ' ') {
                space = at;
            }
        }
        lines.add(text.substring(start));
        return lines;
    }

    private float width(String text, float size) {
        float width = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            width += width(text.codePointAt(at), size);
        }
        return width;
    }

    private float width(int c, float size) {
        return widths.computeIfAbsent(c, this::advance) / unitsPerEm * size;
    }

    private float advance(int c) {
        try {
            return letters.getAdvanceWidth(glyphs.getGlyphId(c));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String ordered(String line) {
        char[] characters = line.toCharArray();
        if (!Bidi.requiresBidi(characters, 0, characters.length)) {
            return line;
        }
        Bidi bidi = new Bidi(line, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
        int count = bidi.getRunCount();
        byte[] levels = new byte[count];
        Object[] runs = new Object[count];
        for (int run = 0; run < count; run++) {
            String part = line.substring(bidi.getRunStart(run), bidi.getRunLimit(run));
            levels[run] = (byte) bidi.getRunLevel(run);
            runs[run] = levels[run] % 2 == 0
                    ? part
                    : new StringBuilder(part).reverse().toString();
        }
        Bidi.reorderVisually(levels, 0, runs, 0, count);
        StringBuilder ordered = new StringBuilder(line.length());
        for (Object run : runs) {
            ordered.append(run);
        }
        return ordered.toString();
    }

    @Override
    public void close() throws IOException {
        letters.close();
    }
}
