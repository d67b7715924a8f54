package dev.parley.conversation;

/**
 * How much in a minute is too much; 0 is never. Who did nothing for a while may do a minute's worth at once.
 *
 * @param messages messages of a person in one session
 * @param sessions sessions opened from one address
 * @param connection messages over one connection, all its sessions together
 * @param bot messages to one bot, all its sessions together
 */
public record Rates(int messages, int sessions, int connection, int bot) {
    /** Nothing is too much. */
    public static final Rates UNLIMITED = new Rates(0, 0, 0, 0);
}
