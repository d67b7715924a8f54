package dev.parley.cli;

import java.util.concurrent.Callable;

/**
 * A command on bots or tokens, which are opened for it and closed behind it.
 *
 * @param <S> what it works on
 */
abstract class OpenedCommand<S> implements Callable<Integer> {
    private final Callable<OpenedStore<S>> opening;
    private final Terminal terminal;

    OpenedCommand(Callable<OpenedStore<S>> opening, Terminal terminal) {
        this.opening = opening;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        check();
        try (OpenedStore<S> opened = opening.call()) {
            run(opened);
        }
        return 0;
    }

    /** Refuses what is wrong with the arguments before anything is opened. */
    void check() throws Exception {}

    abstract void run(OpenedStore<S> opened) throws Exception;

    void print(String line) {
        terminal.out().println(line);
    }
}
