package dev.parley.gateway.gws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.conversation.SessionRef;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRefTest {
    private static final UUID BOT = UUID.randomUUID();

    @Test
    void aChatIsASessionOfItsBotAndOfThisGateway() {
        String id = "652492d9-c2d9-44c9-b9ad-0ab7984114bb";

        assertThat(ChatRef.of(BOT, id)).isEqualTo(new SessionRef(UUID.fromString(id), BOT, "gws"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"652492D9-C2D9-44C9-B9AD-0AB7984114BB", "1-1-1-1-1", "toString", "__proto__"})
    void aChatsIdHasOneSpelling(String id) {
        assertThatThrownBy(() -> ChatRef.of(BOT, id)).hasMessage("Chat not found");
    }
}
