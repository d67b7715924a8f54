package dev.parley.gateway.gws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatPathTest {
    @Test
    void everyAddressIsTakenWithAndWithoutASlashAtItsEnd() {
        assertThat(ChatPath.parse("")).isEqualTo(new ChatPath.Chats());
        assertThat(ChatPath.parse("/")).isEqualTo(new ChatPath.Chats());
        assertThat(ChatPath.parse("/a")).isEqualTo(new ChatPath.Chat("a"));
        assertThat(ChatPath.parse("/a/")).isEqualTo(new ChatPath.Chat("a"));
        assertThat(ChatPath.parse("/a/messages")).isEqualTo(new ChatPath.Messages("a"));
        assertThat(ChatPath.parse("/a/messages/")).isEqualTo(new ChatPath.Messages("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"//", "//a", "/a//", "a", "/a/Messages", "/a/messages/b", "/a/messages//", "/a/b"})
    void anythingElseIsNothing(String rest) {
        assertThat(ChatPath.parse(rest)).isEqualTo(new ChatPath.Unknown());
    }
}
