package dev.parley.phoenix;

import org.jspecify.annotations.Nullable;

/**
 * Names one received push so that it can be answered, now or later, as long as its channel lives.
 *
 * @param joinRef the channel's join_ref, any JSON value
 * @param ref the push's ref, any JSON value; a null ref is answered with ref null
 */
public record MessageRef(@Nullable Object joinRef, @Nullable Object ref) {}
