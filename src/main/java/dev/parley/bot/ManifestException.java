package dev.parley.bot;

import java.util.List;
import java.util.stream.Collectors;

/** A manifest that cannot be used, as the failure of a future; without stack trace, because it is an answer. */
public final class ManifestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public ManifestException(List<Problem> problems) {
        super(
                problems.stream().map(problem -> problem.json().encode()).collect(Collectors.joining(", ")),
                null,
                false,
                false);
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
