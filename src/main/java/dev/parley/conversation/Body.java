package dev.parley.conversation;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an event says. JSON values inside are never changed once the body exists.
 *
 * <p>Whoever makes something of bodies does it with a {@code switch} over {@link #kind}: so a new kind does not compile
 * until every place has decided about it (decision 62).
 */
public sealed interface Body {
    /** What kind of body this is. */
    Kind kind();

    /** The kinds of bodies, each a record of this name. */
    enum Kind {
        TEXT,
        IMAGE,
        INVALID_IMAGE,
        FILE,
        WITHHELD,
        JOINED,
        LEFT,
        HANDED_OFF,
        NO_AGENT,
        DATA_MERGED,
        TYPING,
        CLOSED,
        UNKNOWN
    }

    /**
     * A text, perhaps with buttons to press (bot) or as the press of one (person).
     *
     * @param value the value of the pressed button, null for typed text
     */
    record Text(String text, List<Button> buttons, @Nullable String value) implements Body {
        public Text(String text) {
            this(text, List.of(), null);
        }

        @Override
        public Kind kind() {
            return Kind.TEXT;
        }
    }

    /** A stored image of this session, by its id; {@code type} is its media type. */
    record Image(UUID image, String type) implements Body {
        @Override
        public Kind kind() {
            return Kind.IMAGE;
        }
    }

    /** An image that is unknown or belongs elsewhere; {@code image} is the id as the client wrote it. */
    record InvalidImage(String image) implements Body {
        @Override
        public Kind kind() {
            return Kind.INVALID_IMAGE;
        }
    }

    /**
     * A file that lives somewhere else.
     *
     * @param thumbnail the address of a small picture of it
     */
    record File(
            String url,
            @Nullable String name,
            @Nullable String type,
            @Nullable Long size,
            @Nullable String thumbnail) implements Body {
        /** A file without a small picture. */
        public File(String url, @Nullable String name, @Nullable String type, @Nullable Long size) {
            this(url, name, type, size, null);
        }

        @Override
        public Kind kind() {
            return Kind.FILE;
        }
    }

    /** A text that was not said because the person does not want to be disturbed; shown in the log alone. */
    record Withheld(String text) implements Body {
        @Override
        public Kind kind() {
            return Kind.WITHHELD;
        }
    }

    /** The author entered the conversation. */
    record Joined() implements Body {
        @Override
        public Kind kind() {
            return Kind.JOINED;
        }
    }

    /** The author went. */
    record Left() implements Body {
        @Override
        public Kind kind() {
            return Kind.LEFT;
        }
    }

    /** The engine asks for a human; it answers no more until the session is handed back. */
    record HandedOff() implements Body {
        @Override
        public Kind kind() {
            return Kind.HANDED_OFF;
        }
    }

    /** The engine wanted a human and none is free; it stays. */
    record NoAgent() implements Body {
        @Override
        public Kind kind() {
            return Kind.NO_AGENT;
        }
    }

    /** The session's data changed: these keys were set, those removed. */
    record DataMerged(JsonObject set, Set<String> remove) implements Body {
        @Override
        public Kind kind() {
            return Kind.DATA_MERGED;
        }
    }

    /** The author began or stopped typing; only in sessions that record it, elsewhere typing is told and not stored. */
    record Typing(boolean on) implements Body {
        @Override
        public Kind kind() {
            return Kind.TYPING;
        }
    }

    /** The conversation ended; the last event of a log. */
    record Closed() implements Body {
        @Override
        public Kind kind() {
            return Kind.CLOSED;
        }
    }

    /**
     * Something that a newer server wrote and this one does not know: it has its place in the log, so that seqs have no gap,
     * and is passed over by everybody; never written, never shown to a person or told an engine.
     *
     * @param word what it is called in the store
     */
    record Unknown(String word) implements Body {
        @Override
        public Kind kind() {
            return Kind.UNKNOWN;
        }
    }
}
