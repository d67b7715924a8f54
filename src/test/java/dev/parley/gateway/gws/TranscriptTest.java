package dev.parley.gateway.gws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Button;
import dev.parley.conversation.Event;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TranscriptTest {
    private static final Author ANN = new Author(Author.Type.PERSON, "Ann");
    private static final Author BOT = new Author(Author.Type.BOT, "Desk");
    private static final Author ZOE = new Author(Author.Type.AGENT, "Zoë");
    private static final UUID IMAGE = UUID.fromString("00000000-0000-4000-8000-000000000001");

    private final List<Entry> entries = new ArrayList<>();
    private Transcript transcript = Transcript.EMPTY;

    @Test
    void anIndexIsTheRankOfWhatIsShownAndNoSeq() {
        read(ANN, new Body.Joined());
        read(ANN, new Body.DataMerged(new JsonObject(), Set.of()));
        read(BOT, new Body.Withheld("later"));
        read(ANN, new Body.InvalidImage("x"));
        read(BOT, new Body.HandedOff());
        read(ANN, new Body.Text("hello"));

        assertThat(shown()).containsExactly("1 Ann#1 ParticipantJoined", "2 Ann#1 Text hello");
        assertThat(entries).extracting(Entry::seq).containsExactly(1L, 6L);
        assertThat(transcript.seq()).isEqualTo(6);
        assertThat(transcript.index()).isEqualTo(2);
    }

    @Test
    void aChatGoesFromWaitingToChattingToIdle() {
        read(ANN, new Body.Joined());
        assertThat(transcript.state()).isEqualTo(ChatState.WAITING);
        assertThat(transcript.state().capabilities())
                .containsExactly(
                        "SendMessage", "SendStartTypingNotification", "SendStopTypingNotification", "Complete");
        read(BOT, new Body.Joined());
        assertThat(transcript.state()).isEqualTo(ChatState.CHATTING);
        read(BOT, new Body.Left());
        assertThat(transcript.state()).isEqualTo(ChatState.CHATTING);
        read(BOT, new Body.Closed());
        assertThat(transcript.state()).isEqualTo(ChatState.IDLE);
        assertThat(transcript.state().capabilities()).isEmpty();
    }

    @Test
    void aBotThatTalksWithoutHavingEnteredEntersWithIt() {
        read(ANN, new Body.Joined());
        read(BOT, new Body.Typing(true));
        read(BOT, new Body.Text("hi"));

        assertThat(shown())
                .containsExactly(
                        "1 Ann#1 ParticipantJoined",
                        "2 Desk#2 ParticipantJoined",
                        "3 Desk#2 TypingStarted",
                        "4 Desk#2 Text hi");
    }

    @Test
    void whoeverAttendsIsAnAgentAndTheServerIsExternal() {
        read(ANN, new Body.Joined());
        read(BOT, new Body.Joined());
        read(ZOE, new Body.Joined());
        read(ZOE, new Body.Text("I am human"));
        read(Author.SYSTEM, new Body.Text("Please wait"));
        read(ZOE, new Body.Left());
        read(ZOE, new Body.Joined());

        assertThat(shown())
                .containsExactly(
                        "1 Ann#1 ParticipantJoined",
                        "2 Desk#2 ParticipantJoined",
                        "3 Zoë#3 ParticipantJoined",
                        "4 Zoë#3 Text I am human",
                        "5 system#4 Text Please wait",
                        "6 Zoë#3 ParticipantLeft",
                        "7 Zoë#3 ParticipantJoined");
        assertThat(transcript.participants())
                .extracting(Participant::type)
                .containsExactly("Customer", "Agent", "Agent", "External");
    }

    @Test
    void theEndIsWhoeverEndsItLeaving() {
        read(ANN, new Body.Joined());
        Transcript begun = transcript;

        read(ANN, new Body.Closed());
        assertThat(shown()).last().isEqualTo("2 Ann#1 ParticipantLeft");
        transcript = begun;
        read(Author.SYSTEM, new Body.Closed());
        assertThat(shown()).last().isEqualTo("2 Ann#1 ParticipantLeft");
        transcript = begun;
        read(BOT, new Body.Closed());
        assertThat(shown()).last().isEqualTo("2 Desk#2 ParticipantLeft");
    }

    @Test
    void aBotThatIsRenamedIsTheSameParticipant() {
        read(ANN, new Body.Joined());
        read(BOT, new Body.Joined());
        read(new Author(Author.Type.BOT, "Reception"), new Body.Text("hi"));

        assertThat(shown()).last().isEqualTo("3 Desk#2 Text hi");
    }

    @Test
    void whatIsNoTextIsShownAsOneAndAnEmptyTextNotAtAll() {
        read(ANN, new Body.Joined());
        read(BOT, new Body.Joined());
        read(BOT, new Body.Text(""));
        read(BOT, new Body.Image(IMAGE, "image/png"));
        read(BOT, new Body.File("https://files.example/a.pdf", "a.pdf", null, null));
        read(BOT, new Body.Text("Which?", List.of(new Button("Red", "r"), new Button("Blue", "b")), null));
        read(BOT, new Body.Text("", List.of(new Button("Red", "r")), null));
        read(BOT, new Body.Text(" <b>&\n"));

        assertThat(shown().subList(2, 7))
                .containsExactly(
                        "3 Desk#2 Text https://chat.example/" + IMAGE,
                        "4 Desk#2 Text https://files.example/a.pdf",
                        "5 Desk#2 Text Which?\n1. Red\n2. Blue",
                        "6 Desk#2 Text 1. Red",
                        "7 Desk#2 Text  <b>&\n");
    }

    @Test
    void answersAreInTheProtocolsShape() {
        UUID chat = UUID.fromString("652492d9-c2d9-44c9-b9ad-0ab7984114bb");
        read(ANN, new Body.Joined());
        read(ANN, new Body.Text("Hello?"));

        assertThat(Rendering.chat(chat, transcript)).isEqualTo(new JsonObject("""
                {"chat":{"capabilities":["SendMessage","SendStartTypingNotification","SendStopTypingNotification",
                "Complete"],"id":"652492d9-c2d9-44c9-b9ad-0ab7984114bb","participants":[{"nickname":"Ann",
                "participantId":"1","type":"Customer"}],"state":"WaitingForAgent"},"statusCode":0}"""));
        assertThat(Rendering.messages(entries)).isEqualTo(new JsonObject("""
                {"messages":[{"from":{"nickname":"Ann","participantId":"1","type":"Customer"},"index":1,
                "type":"ParticipantJoined"},{"from":{"nickname":"Ann","participantId":"1","type":"Customer"},
                "index":2,"text":"Hello?","type":"Text"}],"statusCode":0}"""));
        assertThat(Rendering.begun(chat, "/api/v2/chats"))
                .isEqualTo(new JsonObject()
                        .put("id", chat.toString())
                        .put("path", "/api/v2/chats/" + chat)
                        .put("statusCode", 0));
        assertThat(Rendering.fault(Fault.unknownChat()))
                .isEqualTo(new JsonObject("{\"statusCode\":6,\"statusMessage\":\"Chat not found\"}"));
    }

    private void read(Author author, Body body) {
        Event event = new Event(UUID.randomUUID(), transcript.seq() + 1, Instant.EPOCH, author, body, null, null);
        transcript = transcript.after(event, image -> "https://chat.example/" + image.image());
        entries.addAll(transcript.entries());
    }

    private List<String> shown() {
        return entries.stream()
                .map(entry -> entry.index() + " " + entry.from().nickname() + "#"
                        + entry.from().number() + " " + entry.type().word()
                        + (entry.text() == null ? "" : " " + entry.text()))
                .toList();
    }
}
