package dev.parley.conversation;

import dev.parley.bot.Bot;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is worked out from all the bots, such as by which key each is reached; worked out anew when one of them has
 * changed. Callable from any thread.
 *
 * @param <T> what is worked out; immutable
 */
public final class BotIndex<T> {
    private final Bots bots;
    private final Function<Collection<Bot>, T> make;
    private volatile @Nullable Made<T> made;

    private record Made<T>(Collection<Bot> from, T index) {}

    public BotIndex(Bots bots, Function<Collection<Bot>, T> make) {
        this.bots = bots;
        this.make = make;
    }

    /** As the bots are now. */
    // The list is another one as soon as a bot has changed.
    @SuppressWarnings("ReferenceEquality")
    public T get() {
        Collection<Bot> now = bots.all();
        Made<T> known = made;
        if (known == null || known.from() != now) {
            known = new Made<>(now, make.apply(now));
            made = known;
        }
        return known.index();
    }
}
