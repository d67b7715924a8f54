package dev.parley.cli;

import dev.parley.config.Config;
import dev.parley.config.ConfigException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Turns a failure into a sentence for the operator. */
final class Reason {
    private Reason() {}

    static String of(Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof ConfigException || cause instanceof CommandException) {
            return String.valueOf(cause.getMessage());
        }
        if (cause instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (cause instanceof NoSuchFileException missing) {
            return "there is no file " + missing.getFile();
        }
        if (cause instanceof FileSystemException file) {
            return String.valueOf(file.getMessage());
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** The same for a failed start, which may have met another program on its port. */
    static String ofStart(Throwable failure, Config config) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof BindException) {
            return "cannot listen on " + config.http().host() + ":"
                    + config.http().port() + ": " + cause.getMessage()
                    + " (another address: --http-host, another port: --http-port)";
        }
        return of(failure);
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
