package dev.parley.phoenix;

import org.jspecify.annotations.Nullable;

/**
 * One generation of the wire format. Pure: bytes in, messages out, and back.
 *
 * <p>Decoding throws {@link MalformedException}; encoding throws {@link IllegalArgumentException} where a payload has
 * no form in this format.
 */
sealed interface Serializer permits V1Serializer, V2Serializer {
    Message decodeText(byte[] bytes);

    Message decodeBinary(byte[] bytes);

    Frame reply(
            @Nullable Object joinRef, @Nullable Object ref, @Nullable Object topic, String status, Payload response);

    /** A message to one channel: ref null. */
    Frame push(@Nullable Object joinRef, String topic, String event, Payload payload);

    /** A message to all channels of a topic: join_ref and ref null. */
    Frame broadcast(String topic, String event, Payload payload);

    /** The end of a channel, {@code phx_close} or {@code phx_error}: join_ref and ref are those the client joined with. */
    Frame end(@Nullable Object joinRef, String topic, String event);
}
