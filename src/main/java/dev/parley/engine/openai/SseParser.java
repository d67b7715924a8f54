package dev.parley.engine.openai;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a stream of server-sent events: bytes in as they come, the data of whole events out. Bytes may be split
 * anywhere, within a character or a line end too. Lines end with CR, LF or both; comments and fields other than
 * {@code data} are passed over. Used once, for one stream.
 */
final class SseParser {
    private final int most;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private boolean hasData;
    private boolean afterCr;
    private boolean first = true;

    /** @param most the most bytes of one line, and characters of one event */
    SseParser(int most) {
        this.most = most;
    }

    /** The data of the events that these bytes complete. Throws {@link IllegalStateException} when one is too large. */
    List<String> feed(byte[] bytes) {
        List<String> events = new ArrayList<>(2);
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b == '\n' && afterCr) {
                // The second half of a line end whose first half has ended the line.
                start = i + 1;
            } else if (b == '\n' || b == '\r') {
                line.write(bytes, start, i - start);
                start = i + 1;
                endLine(events);
            }
            afterCr = b == '\r';
        }
        line.write(bytes, start, bytes.length - start);
        check(line.size());
        return events;
    }

    private void endLine(List<String> events) {
        check(line.size());
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (first && text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        first = false;
        if (text.isEmpty()) {
            if (hasData) {
                events.add(data.toString());
            }
            data.setLength(0);
            hasData = false;
        } else if (text.equals("data") || text.startsWith("data:")) {
            String value = text.length() > 5 ? text.substring(5) : "";
            if (hasData) {
                data.append('\n');
            }
            data.append(value.startsWith(" ") ? value.substring(1) : value);
            hasData = true;
            check(data.length());
        }
    }

    private void check(int size) {
        if (size > most) {
            throw new IllegalStateException("an event of the stream is larger than " + most + " bytes");
        }
    }
}
