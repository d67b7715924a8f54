package dev.parley.gateway.chatio;

import dev.parley.bot.Bot;
import dev.parley.conversation.ClientQuota;

/** One request of a customer on its way. It is answered once, on its event loop; a second answer has no effect. */
abstract class Call implements Caller {
    private final Bot bot;
    private final Chat chat;
    private final ClientQuota quota;
    private boolean answered;

    Call(Bot bot, Chat chat, ClientQuota quota) {
        this.bot = bot;
        this.chat = chat;
        this.quota = quota;
    }

    /** The bot the licence stands for now. */
    Bot bot() {
        return bot;
    }

    Chat chat() {
        return chat;
    }

    ClientQuota quota() {
        return quota;
    }

    @Override
    public final void succeed(Answer answer) {
        if (!answered) {
            answered = true;
            succeeded(answer);
        }
    }

    @Override
    public final void fail(Throwable why) {
        if (!answered) {
            answered = true;
            failed(Fault.of(why));
        }
    }

    abstract void succeeded(Answer answer);

    abstract void failed(Fault fault);
}
