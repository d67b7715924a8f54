package dev.parley.media;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Takes a multipart body apart as it comes in and hands the contents on at once: it keeps less than a delimiter of
 * content, or one part's head of at most 8 KiB. (Netty's decoder, which Vert.x uses, keeps up to 10 MiB of what it has
 * already handed on, for every upload.)
 */
final class MultipartParser {
    private static final int MAX_HEAD = 8 * 1024;
    private static final int MAX_BOUNDARY = 200;
    private static final byte[] NEW_LINE = {'\r', '\n'};
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
    private static final byte[] NOTHING = {};

    private enum State {
        PREAMBLE,
        DELIMITER,
        HEAD,
        CONTENT,
        EPILOGUE
    }

    /** Hears the parts in order: a head, then any number of pieces of its content. */
    interface Parts {
        void begin(PartHead head);

        /** A piece of the current part; it will not change afterwards. */
        void content(ByteBuffer bytes);
    }

    private final byte[] delimiter;
    private final Parts parts;
    private State state = State.PREAMBLE;
    // The body may begin with its first delimiter, whose line break then is not there.
    private byte[] rest = NEW_LINE;

    MultipartParser(String boundary, Parts parts) {
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
        this.parts = parts;
    }

    /** The boundary named by a content type, if it is one. */
    static Optional<String> boundary(HeaderValue contentType) {
        return Optional.ofNullable(contentType.parameter("boundary"))
                .filter(boundary -> !boundary.isEmpty() && boundary.length() <= MAX_BOUNDARY);
    }

    /** True when the closing delimiter has come. */
    boolean complete() {
        return state == State.EPILOGUE;
    }

    /** Goes on with the next bytes of the body; throws when it is no multipart body. */
    void feed(Buffer bytes) throws MalformedBodyException {
        if (state == State.EPILOGUE) {
            return;
        }
        byte[] window = new byte[rest.length + bytes.length()];
        System.arraycopy(rest, 0, window, 0, rest.length);
        bytes.getBytes(window, rest.length);
        rest = NOTHING;
        int at = 0;
        while (at >= 0) {
            at = switch (state) {
                case PREAMBLE, CONTENT -> content(window, at);
                case DELIMITER -> delimiter(window, at);
                case HEAD -> head(window, at);
                case EPILOGUE -> -1;
            };
        }
    }

    // Each step returns where the next one begins, or -1 when it needs more bytes, having kept those it must see again.
    private int content(byte[] window, int at) {
        int found = find(delimiter, window, at);
        int end = found >= 0 ? found : Math.max(at, window.length - delimiter.length + 1);
        if (state == State.CONTENT && end > at) {
            parts.content(ByteBuffer.wrap(window, at, end - at));
        }
        if (found < 0) {
            return keep(window, end);
        }
        state = State.DELIMITER;
        return found + delimiter.length;
    }

    // Behind a delimiter: two hyphens end the body; else blanks and a line break, and another part begins.
    private int delimiter(byte[] window, int at) throws MalformedBodyException {
        int next = at;
        while (next < window.length && (window[next] == ' ' || window[next] == '\t')) {
            next++;
        }
        if (next - at > MAX_HEAD) {
            throw new MalformedBodyException("a multipart delimiter that does not end");
        }
        if (window.length - next < 2) {
            return keep(window, at);
        }
        if (next == at && window[next] == '-' && window[next + 1] == '-') {
            state = State.EPILOGUE;
            return -1;
        }
        if (window[next] != '\r' || window[next + 1] != '\n') {
            throw new MalformedBodyException("a multipart delimiter that goes on");
        }
        state = State.HEAD;
        // The line break stays: a head without lines is this one and one more.
        return next;
    }

    private int head(byte[] window, int at) throws MalformedBodyException {
        int end = find(END_OF_HEAD, window, at);
        if ((end < 0 ? window.length : end) - at > MAX_HEAD) {
            throw new MalformedBodyException("a multipart head that is too long");
        }
        if (end < 0) {
            return keep(window, at);
        }
        parts.begin(PartHead.parse(new String(window, at, end - at, StandardCharsets.UTF_8)));
        state = State.CONTENT;
        return end + END_OF_HEAD.length;
    }

    private int keep(byte[] window, int from) {
        rest = Arrays.copyOfRange(window, from, window.length);
        return -1;
    }

    private static int find(byte[] wanted, byte[] window, int from) {
        for (int i = from; i <= window.length - wanted.length; i++) {
            int matched = 0;
            while (matched < wanted.length && window[i + matched] == wanted[matched]) {
                matched++;
            }
            if (matched == wanted.length) {
                return i;
            }
        }
        return -1;
    }
}
