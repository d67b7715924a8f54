package dev.parley.bench;

/** The messages sent: 80 characters that begin with a number, by which an answer is known. */
final class Text {
    private static final int DIGITS = 12;
    private static final String REST = " is what somebody says, as long as a sentence in a chat is ...";
    private static final String PADDED = (REST + " ".repeat(80)).substring(0, 80 - DIGITS - 1) + "!";

    private Text() {}

    static String of(long number) {
        String digits = Long.toString(number);
        return "0".repeat(DIGITS - digits.length()) + digits + PADDED;
    }

    /** The number of the text that stands in a frame at this place. */
    static long number(String frame, int start) {
        long number = 0;
        for (int i = start; i < start + DIGITS; i++) {
            number = number * 10 + (frame.charAt(i) - '0');
        }
        return number;
    }
}
