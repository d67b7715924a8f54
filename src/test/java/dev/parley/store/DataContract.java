package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Appended;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.Draft;
import dev.parley.conversation.NewSession;
import dev.parley.conversation.Refusal;
import dev.parley.conversation.Session;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A session's data and its marks. */
public abstract class DataContract extends StoreContract {
    @Test
    void mergesTheTopLevelOnly() {
        UUID id = UUID.randomUUID();
        JsonObject before = new JsonObject()
                .put("keep", 1)
                .put("deep", new JsonObject().put("old", 1))
                .put("gone", "x");
        get(store.open(new NewSession(id, bot, "phoenix", null, before, List.of())));
        JsonObject set =
                new JsonObject().put("deep", new JsonObject().put("new", 2)).putNull("none");

        Appended merged = get(merge(id, set, "gone", "never there"));

        JsonObject expected = new JsonObject()
                .put("keep", 1)
                .put("deep", new JsonObject().put("new", 2))
                .putNull("none");
        assertThat(merged.session().data()).isEqualTo(expected);
        assertThat(merged.session().data().containsKey("none")).isTrue();
        assertThat(merged.event().body()).isEqualTo(new Body.DataMerged(set, Set.of("gone", "never there")));
        reopen();
        assertThat(read(id).data()).isEqualTo(expected);
        assertThat(read(id).data().containsKey("none")).isTrue();
    }

    @Test
    void earlierSessionsKeepTheirData() {
        UUID id = session();
        Session first = get(merge(id, new JsonObject().put("a", 1))).session();

        get(merge(id, new JsonObject().put("a", 2)));

        assertThat(first.data()).isEqualTo(new JsonObject().put("a", 1));
    }

    @Test
    void limitIsInBytesOfTheWholeObject() {
        UUID id = session();
        JsonObject small = new JsonObject().put("k", "é");
        int bytes = "{\"k\":\"é\",\"l\":\"\"}".length() + 1;
        get(merge(id, small));

        DataPatch fits = new DataPatch(new JsonObject().put("l", ""), Set.of());
        assertThat(refusal(merge(any(id), Author.PERSON, fits, bytes - 1))).isEqualTo(Refusal.TOO_LONG);
        assertThat(read(id).data()).isEqualTo(small);
        assertThat(log(id)).hasSize(1);

        get(merge(any(id), Author.PERSON, fits, bytes));
        assertThat(read(id).data()).isEqualTo(new JsonObject().put("k", "é").put("l", ""));
    }

    @Test
    void mergesOfOneGroupBuildOnEachOther() {
        UUID id = session();
        var first = merge(id, new JsonObject().put("a", 1));
        var second = merge(id, new JsonObject().put("b", 2), "a");
        var third = say(id, "text");

        get(first);
        get(second);
        assertThat(get(third).session().data()).isEqualTo(new JsonObject().put("b", 2));
        reopen();
        assertThat(read(id).data()).isEqualTo(new JsonObject().put("b", 2));
    }

    @Test
    void seenRisesAndStopsAtTheLogsEnd() {
        UUID id = session();
        get(say(id, "a"));
        get(say(id, "b"));

        assertThat(get(store.seen(any(id), 1)).seen()).isEqualTo(1);
        assertThat(get(store.seen(any(id), 99)).seen()).isEqualTo(2);
        assertThat(get(store.seen(any(id), 1)).seen()).isEqualTo(2);
        get(store.close(any(id), BOT));
        assertThat(get(store.seen(any(id), 3)).seen()).isEqualTo(3);
        reopen();
        assertThat(read(id).seen()).isEqualTo(3);
    }

    @Test
    void heardRisesForManyAndPassesOverTheUnknown() {
        UUID one = session();
        UUID two = session();
        get(append(any(one), answer("a")));
        get(append(any(two), answer("a")));
        get(append(any(two), answer("b")));

        get(store.heard(Map.of(one, 99L, two, 1L, UUID.randomUUID(), 5L)));
        assertThat(read(one).heard()).isEqualTo(1);
        assertThat(read(two).heard()).isEqualTo(1);
        get(store.heard(Map.of(two, 2L)));
        get(store.heard(Map.of(two, 1L)));

        reopen();
        assertThat(read(one).heard()).isEqualTo(1);
        assertThat(read(two).heard()).isEqualTo(2);
    }

    @Test
    void whoSpeaksHasHeardWhatWasBefore() {
        UUID id = session();
        get(append(any(id), answer("a")));
        get(append(any(id), answer("b")));
        assertThat(read(id).heard()).isZero();

        assertThat(get(say(id, "c")).session().heard()).isEqualTo(2);
        assertThat(get(append(any(id), Draft.of(BOT, new Body.Left())))
                        .session()
                        .heard())
                .isEqualTo(2);
    }
}
