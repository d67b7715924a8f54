package dev.parley.conversation;

/** A button under a text: what it shows and what pressing it means. */
public record Button(String title, String value) {}
