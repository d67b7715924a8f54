package dev.parley.engineio;

import dev.parley.websocket.CloseCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strict UTF-8, and its length as JavaScript counts it. */
final class Utf8 {
    private Utf8() {}

    /**
     * The bytes from an offset on as text.
     *
     * @throws MalformedException if they are none
     */
    static String decode(byte[] bytes, int offset) {
        String text = new String(bytes, offset, bytes.length - offset, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            // A replacement is cheap to see, but the client may also have sent that very character.
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, bytes.length - offset));
            } catch (CharacterCodingException e) {
                throw new MalformedException(CloseCode.INVALID_DATA, "not UTF-8");
            }
        }
        return text;
    }

    /** How many UTF-16 units the character has that begins with this byte; 0 in the middle of one. */
    static int units(byte first) {
        if ((first & 0xC0) == 0x80) {
            return 0;
        }
        return (first & 0xF8) == 0xF0 ? 2 : 1;
    }

    /** The length of a text in UTF-16 units, as {@code String.length} has it in JavaScript. */
    static int units(byte[] utf8) {
        int units = 0;
        for (byte part : utf8) {
            units += units(part);
        }
        return units;
    }
}
