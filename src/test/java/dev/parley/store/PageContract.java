package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.Page;
import dev.parley.conversation.PageLimit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Pieces of a log: how many events and how many bytes of them come at once, and which. */
public abstract class PageContract extends StoreContract {
    private static final int EACH = 100;
    private static final String HUNDRED_BYTES = "é".repeat(EACH / 2);

    @Test
    void pagesEndAtTheLimitOfBytes() {
        UUID id = log(HUNDRED_BYTES, HUNDRED_BYTES, HUNDRED_BYTES, HUNDRED_BYTES, HUNDRED_BYTES);

        for (int fits = 1; fits <= 5; fits++) {
            int bytes = fits * EACH;
            boolean more = fits < 5;
            assertPages(id, new PageLimit(10, bytes - 1), Math.max(1, fits - 1), true);
            assertPages(id, new PageLimit(10, bytes), fits, more);
            assertPages(id, new PageLimit(10, bytes + 1), fits, more);
        }
    }

    @Test
    void pagesEndAtTheLimitOfEvents() {
        UUID id = log("a", "b", "c", "d", "e");

        assertPages(id, PageLimit.of(1), 1, true);
        assertPages(id, PageLimit.of(4), 4, true);
        assertPages(id, PageLimit.of(5), 5, false);
        assertPages(id, PageLimit.of(6), 5, false);
        assertPages(id, PageLimit.of(Integer.MAX_VALUE), 5, false);
        assertThatThrownBy(() -> PageLimit.of(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void firstEventComesWhateverItsSize() {
        UUID id = log(HUNDRED_BYTES, "b", HUNDRED_BYTES);

        assertPages(id, new PageLimit(10, EACH - 1), 1, true);
        assertPages(id, new PageLimit(10, 0), 1, true);
        assertThat(get(store.readAfter(id, 2, new PageLimit(10, 0))).more()).isFalse();
        assertThat(get(store.readBefore(id, 2, new PageLimit(10, 0))).more()).isFalse();
    }

    @Test
    void whatStandsBesideTheTextCountsToo() {
        UUID id = log("a");
        Body picture = new Body.File("https://shop.example/" + "x".repeat(EACH), null, null, null, null);
        get(append(any(id), Draft.of(Author.PERSON, picture)));
        get(say(id, "c"));

        assertThat(get(store.readAfter(id, 1, new PageLimit(10, EACH))).events())
                .extracting(Event::seq)
                .containsExactly(2L);
        assertThat(get(store.readAfter(id, 0, new PageLimit(10, EACH))).events())
                .extracting(Event::seq)
                .containsExactly(1L);
    }

    @Test
    void walkThroughLargeTextsHasNoGap() {
        PageLimit limit = new PageLimit(20, 64 << 10);
        UUID id = log(IntStream.rangeClosed(1, 60)
                .mapToObj(i -> "é".repeat(i % 7 * 8_000 + 1))
                .toArray(String[]::new));
        List<Event> forwards = new ArrayList<>();
        List<Event> backwards = new ArrayList<>();

        Page page;
        do {
            page = get(store.readAfter(id, forwards.size(), limit));
            assertThat(page.events()).isNotEmpty();
            assertThat(fits(page, limit)).isTrue();
            forwards.addAll(page.events());
        } while (page.more());
        do {
            page = get(store.readBefore(
                    id, backwards.isEmpty() ? Long.MAX_VALUE : backwards.get(0).seq(), limit));
            assertThat(page.events()).isNotEmpty();
            assertThat(fits(page, limit)).isTrue();
            backwards.addAll(0, page.events());
        } while (page.more());

        assertThat(forwards)
                .extracting(Event::seq)
                .isEqualTo(LongStream.rangeClosed(1, 60).boxed().toList());
        assertThat(backwards).isEqualTo(forwards);
    }

    @Test
    void pagesBeforeAreThePartNextToTheSeq() {
        UUID id = log("a", "b", "c", "d", "e");

        Page page = get(store.readBefore(id, 5, PageLimit.of(2)));

        assertThat(texts(page.events())).containsExactly("c", "d");
        assertThat(page.more()).isTrue();
        assertThat(get(store.readBefore(id, 3, PageLimit.of(2))).more()).isFalse();
    }

    @Test
    void nothingIsThereBeyondTheEndsAndInUnknownSessions() {
        UUID id = log("a");

        for (Page page : List.of(
                get(store.readAfter(id, 1, PageLimit.DEFAULT)),
                get(store.readBefore(id, 1, PageLimit.DEFAULT)),
                get(store.readAfter(UUID.randomUUID(), 0, PageLimit.DEFAULT)),
                get(store.readBefore(UUID.randomUUID(), 2, PageLimit.DEFAULT)))) {
            assertThat(page).isEqualTo(Page.EMPTY);
        }
    }

    private UUID log(String... texts) {
        UUID id = session();
        for (String text : texts) {
            get(say(id, text));
        }
        return id;
    }

    /** Both ends of a log, whose events are all of one size, show so many. */
    private void assertPages(UUID id, PageLimit limit, int events, boolean more) {
        long last = read(id).lastSeq();
        Page first = get(store.readAfter(id, 0, limit));
        Page end = get(store.readBefore(id, last + 1, limit));

        assertThat(first.events())
                .extracting(Event::seq)
                .isEqualTo(LongStream.rangeClosed(1, events).boxed().toList());
        assertThat(first.more()).isEqualTo(more);
        assertThat(end.events())
                .extracting(Event::seq)
                .isEqualTo(
                        LongStream.rangeClosed(last - events + 1, last).boxed().toList());
        assertThat(end.more()).isEqualTo(more);
    }

    private static boolean fits(Page page, PageLimit limit) {
        long bytes = page.events().stream()
                .map(event -> ((Body.Text) event.body()).text())
                .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
        return page.events().size() <= limit.events()
                && (bytes <= limit.bytes() || page.events().size() == 1);
    }
}
