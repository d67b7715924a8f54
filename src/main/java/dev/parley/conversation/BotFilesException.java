package dev.parley.conversation;

import java.util.List;

/** Bot files that cannot be used; the message has a line for each, beginning with the file. */
public final class BotFilesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public BotFilesException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
