package dev.parley.config;

/** A value that is fine alone and does not go with another's; the reason reads on from the key's name. */
public record ConfigConflict(ConfigKey<?> key, String reason) {}
