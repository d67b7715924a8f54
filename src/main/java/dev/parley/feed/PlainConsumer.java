package dev.parley.feed;

import dev.parley.conversation.Notification;

/**
 * Follows a log for its events alone: of what is told beside the log it hears nothing, and it may override what it wants
 * to hear. For doors outside this code base, which go on working when there is a new kind.
 */
public abstract class PlainConsumer implements LogFollower.Consumer {
    @Override
    public void logAppended(Notification.LogAppended told) {}

    @Override
    public void erased(Notification.Erased told) {}

    @Override
    public void botChanged(Notification.BotChanged told) {}

    @Override
    public void typing(Notification.Typing told) {}

    @Override
    public void documentChanged(Notification.DocumentChanged told) {}

    @Override
    public void seen(Notification.Seen told) {}

    @Override
    public void replay(Notification.Replay told) {}

    @Override
    public void status(Notification.Status told) {}

    @Override
    public void answerDelta(Notification.AnswerDelta told) {}
}
