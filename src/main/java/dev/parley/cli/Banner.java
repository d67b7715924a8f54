package dev.parley.cli;

import dev.parley.config.Config;
import dev.parley.config.Version;
import java.util.StringJoiner;

/** What is printed once the server listens: where to click and how to connect. */
final class Banner {
    private final Config config;
    private final boolean terminal;

    /** @param terminal whether a person reads it; a log file must not get the admin token */
    Banner(Config config, boolean terminal) {
        this.config = config;
        this.terminal = terminal;
    }

    String text(Running running) {
        String url = publicUrl(config, running.url());
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        lines.add("");
        lines.add("Parley " + Version.text() + " listens on " + running.url());
        if (!url.equals(running.url())) {
            lines.add("  reached as    " + url);
        }
        lines.add("  admin token   " + token(running));
        if (!running.serving()) {
            lines.add("  standby       another server serves from the same store; this one will when that is gone");
            return lines.toString();
        }
        running.bot().ifPresentOrElse(bot -> bot(lines, bot, url), () -> lines.add("  no bot yet    bot add --echo"));
        return lines.toString();
    }

    private static void bot(StringJoiner lines, BotCard bot, String url) {
        bot.pageUrl(url).ifPresent(page -> lines.add("  talk here     " + page));
        lines.add("  bot           " + bot.id() + (bot.name().isEmpty() ? "" : " (" + bot.name() + ")"));
        bot.snippet(url)
                .ifPresent(snippet -> lines.add("").add(snippet.indent(4).stripTrailing()));
    }

    private String token(Running running) {
        return running.adminToken()
                .file()
                .map(file -> terminal ? running.adminToken().secret().value() + "  (" + file + ")" : "in " + file)
                .orElse("as configured");
    }

    /** The base of the URLs that people click. */
    static String publicUrl(Config config, String listening) {
        return config.http().publicUrl().map(Object::toString).orElse(listening);
    }
}
