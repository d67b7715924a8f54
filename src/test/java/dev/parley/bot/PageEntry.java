package dev.parley.bot;

import java.util.Optional;

/** An entry of a manifest with a token, and perhaps a page. */
public record PageEntry(String token, boolean page) implements ChannelEntry {
    @Override
    public String type() {
        return "page";
    }

    @Override
    public Optional<String> pageToken() {
        return page ? Optional.of(token) : Optional.empty();
    }
}
