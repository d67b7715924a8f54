package dev.parley.phoenix;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One generation of the wire format. Pure: bytes in, messages out, and back.
 *
 * <p>Decoding throws {@link MalformedException}; encoding throws {@link IllegalArgumentException} where a payload has
 * no form in this format.
 */
sealed interface Serializer permits V1Serializer, V2Serializer {
    /** A full three-part version without pre-release, as {@code ~> 1.0.0} and {@code ~> 2.0.0} match it. */
    Pattern VERSION = Pattern.compile("([12])\\.0\\.(?:0|[1-9]\\d*)(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?");

    /**
     * The serializer a client asked for.
     *
     * @param vsn the parameter {@code vsn}; clients before Phoenix 1.3 do not send it and speak V1
     * @return null if this version is not spoken
     */
    static @Nullable Serializer forVersion(@Nullable Object vsn) {
        if (vsn == null) {
            return V1Serializer.INSTANCE;
        }
        if (!(vsn instanceof String text)) {
            return null;
        }
        Matcher version = VERSION.matcher(text);
        if (!version.matches()) {
            return null;
        }
        return version.group(1).equals("1") ? V1Serializer.INSTANCE : V2Serializer.INSTANCE;
    }

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
