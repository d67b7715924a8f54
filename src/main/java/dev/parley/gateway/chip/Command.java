package dev.parley.gateway.chip;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client may ask. Whatever is not one of these is dropped in silence: the protocol has no errors. */
sealed interface Command {
    /** Calls the visitor's method for this command. */
    <R> R accept(Visitor<R> visitor);

    /** What somebody makes of a command. */
    interface Visitor<R> {
        R start(Start command);

        R send(Send command);

        R ack(Ack command);

        R history(History command);

        R email(Email command);
    }

    /**
     * Begins or goes on with a chat.
     *
     * @param chatId what the client has kept, null when nothing
     */
    record Start(@Nullable String chatId) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.start(this);
        }
    }

    /** Says something, perhaps only blanks. */
    record Send(String text) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.send(this);
        }
    }

    /**
     * Confirms a message by its id.
     *
     * @param id a number, or a UUID as text
     */
    record Ack(Object id) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.ack(this);
        }
    }

    /** Asks for what was said before a time. */
    record History(Instant before) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.history(this);
        }
    }

    /** Leaves an e-mail address, which nobody checks. */
    record Email(String email) implements Command {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.email(this);
        }
    }

    /** The command in a message; empty when there is none. */
    static Optional<Command> read(byte[] message) {
        try {
            return Optional.ofNullable(of(Fields.read(message)));
        } catch (Fields.Unusable dropped) {
            return Optional.empty();
        }
    }

    private static @Nullable Command of(Fields fields) {
        String type = fields.text("type");
        if (type == null) {
            return null;
        }
        return switch (type) {
            case "start_chat" -> new Start(fields.text("chat_id"));
            case "send_msg" -> {
                String text = fields.text("text");
                yield text == null || text.isEmpty() ? null : new Send(text);
            }
            case "ack_chat" -> ack(fields.find("msg_id"));
            case "get_history" -> {
                String before = fields.text("before");
                yield before == null
                        ? null
                        : ChipTime.parse(before).map(History::new).orElse(null);
            }
            case "set_email" -> {
                String email = fields.text("email");
                yield email == null || email.isEmpty() ? null : new Email(email);
            }
            default -> null;
        };
    }

    // Courier's newer messages have a UUID in place of a number, which a client may have been given by another server.
    private static @Nullable Command ack(@Nullable Object id) {
        if (id instanceof Integer || id instanceof Long) {
            long number = ((Number) id).longValue();
            return number == 0 ? null : new Ack(number);
        }
        return id instanceof String uuid && MessageId.isUuid(uuid) ? new Ack(uuid) : null;
    }
}
