package dev.parley.crash;

import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import java.io.IOException;
import java.util.List;

/** A bot that lives through the crashes: what it is, what it is told and what it must answer. */
interface CrashBot extends AutoCloseable {
    /** The token its people's clients join with. */
    String TOKEN = "crash-token";

    /** What tells the bots apart in a report. */
    String name();

    /** Its manifest as JSON. */
    String manifest();

    /** A text to say to it, with this word in it. */
    String ask(String word);

    /** The one text that answers an event. */
    String answer(Event asked);

    /** Where the bot's side runs outside the server: begins to answer. */
    default void start(String url, String bot, long seed) throws IOException {}

    /** What can go wrong on the bot's side. */
    default List<Trouble> troubles() {
        return List.of();
    }

    /** Compares what the bot's side has noted of a session with its log. */
    default void check(String session, List<Event> log) {}

    /** Ends the bot's side. */
    @Override
    default void close() throws Exception {}

    /** The text of an event that has one. */
    static String text(Event event) {
        return event.body() instanceof Body.Text text ? text.text() : "";
    }

    /** Says back what it hears. */
    final class Echo implements CrashBot {
        @Override
        public String name() {
            return "echo";
        }

        @Override
        public String manifest() {
            return """
                    {"name":"Echo","engine":{"type":"echo","prefix":"echo: ","typing":true},
                     "channels":[{"type":"websocket","access_token":"crash-token","scope":"session"}]}""";
        }

        @Override
        public String ask(String word) {
            return "say " + word;
        }

        @Override
        public String answer(Event asked) {
            return "echo: " + text(asked);
        }
    }

    /** Knows two words, as an AIDA manifest says. */
    final class Script implements CrashBot {
        @Override
        public String name() {
            return "script";
        }

        @Override
        public String manifest() {
            return """
                    {"version":"1","languages":["en"],"notifications_url":"http://127.0.0.1:9/n","variables":[],
                     "front_desk":{"greeting":{"message":{"en":"Hello"}},"introduction":{"message":{"en":"I know two words"}},
                      "not_understood":{"message":{"en":"Sorry?"}},"clarification":{"message":{"en":"Which one?"}},
                      "threshold":0.3,
                      "unsubscribe":{"introduction_message":{"message":{"en":"Send STOP to stop"}},
                       "keywords":{"en":["stop"]},"acknowledge_message":{"message":{"en":"Bye"}}}},
                     "skills":[
                      {"type":"keyword_responder","id":"menu","name":"Menu","explanation":{"en":"I know the menu"},
                       "clarification":{"en":"Write menu"},"keywords":{"en":["menu"]},"response":{"en":"We have pasta"}},
                      {"type":"keyword_responder","id":"hours","name":"Hours","explanation":{"en":"I know the hours"},
                       "clarification":{"en":"Write hours"},"keywords":{"en":["hours"]},"response":{"en":"Until ten"}}],
                     "channels":[{"type":"websocket","access_token":"crash-token","scope":"session"}]}""";
        }

        @Override
        public String ask(String word) {
            return (word.hashCode() % 2 == 0 ? "menu " : "hours ") + word;
        }

        @Override
        public String answer(Event asked) {
            return text(asked).startsWith("menu") ? "We have pasta" : "Until ten";
        }
    }
}
