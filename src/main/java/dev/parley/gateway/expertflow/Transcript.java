package dev.parley.gateway.expertflow;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.EventJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A conversation that is over, to be read by its customer.
 *
 * @param participants who spoke or was there, the customer first
 * @param lines what was said
 */
record Transcript(UUID conversation, Instant begun, List<Participant> participants, List<Line> lines) {
    /**
     * One message.
     *
     * @param text its text, and below it what came with it
     */
    record Line(Instant at, String sender, String text) {}

    /** What a customer may read of a conversation. */
    static Transcript of(ConversationSnapshot known, Customer customer, History history, EventJson images) {
        Set<Author> authors = new LinkedHashSet<>(history.entered());
        List<Line> lines = new ArrayList<>();
        for (Message message : history.messages()) {
            Author author = message.first().author();
            authors.add(author);
            lines.add(new Line(message.first().at(), known.participant(author).name(), text(message, images)));
        }
        Set<Participant> participants = new LinkedHashSet<>();
        participants.add(known.participant(customer.author()));
        authors.forEach(author -> participants.add(known.participant(author)));
        return new Transcript(
                known.session().id(), known.session().createdAt(), List.copyOf(participants), List.copyOf(lines));
    }

    private static String text(Message message, EventJson images) {
        StringJoiner lines = new StringJoiner("\n");
        message.events().forEach(event -> lines.add(line(event.body(), images)));
        return lines.toString();
    }

    private static String line(Body body, EventJson images) {
        return switch (body.kind()) {
            case TEXT -> ((Body.Text) body).text();
            case IMAGE -> images.imageUrl((Body.Image) body);
            case FILE -> line((Body.File) body);
            case INVALID_IMAGE, WITHHELD, JOINED, LEFT, HANDED_OFF, NO_AGENT, DATA_MERGED, TYPING, CLOSED, UNKNOWN ->
                "";
        };
    }

    private static String line(Body.File file) {
        String name = Objects.requireNonNullElse(file.name(), "file");
        // What is its own address would fill pages.
        return file.url().startsWith("http") ? "[" + name + "] " + file.url() : "[" + name + "]";
    }

    /** All of it as plain text. */
    String text() {
        return "Conversation " + conversation + "\n" + participantsLine() + "\n\n"
                + lines.stream()
                        .map(line -> Times.format(line.at()) + "  " + line.sender() + "\n" + line.text() + "\n")
                        .collect(Collectors.joining("\n"));
    }

    /** Who took part, in one line. */
    String participantsLine() {
        return participants.stream()
                .map(participant ->
                        participant.name() + " (" + participant.type().word() + ")")
                .collect(Collectors.joining(", "));
    }
}
