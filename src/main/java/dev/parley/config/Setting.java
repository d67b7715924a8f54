package dev.parley.config;

/**
 * A value as somebody wrote it.
 *
 * @param source where it was written
 * @param name the key's name as it is written there
 */
record Setting(String source, String name, String text) {}
