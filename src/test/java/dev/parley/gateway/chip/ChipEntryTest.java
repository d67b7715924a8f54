package dev.parley.gateway.chip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bot.ChannelEntry;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChipEntryTest {
    @Test
    void everythingIsReadThatWasWritten() {
        ChipUser bob = new ChipUser(9001, "b@x.example", "Bob", "a.webp");

        assertThat(read("""
                {"type":"chip","secret":"s","courier_url":"http://courier.example","org":"acme","storage_url":"http://x",
                 "users":[{"id":9001,"email":"b@x.example","first_name":"Bob","last_name":"","avatar":"a.webp"}],
                 "quick_replies":true}""")).isEqualTo(new ChipEntry("s", "acme", "http://x", Optional.of(List.of(bob)), true));
    }

    @Test
    void nothingMustBeWritten() {
        assertThat(read("{\"type\":\"chip\"}")).isEqualTo(new ChipEntry(null, null, null, Optional.empty(), false));
    }

    @Test
    void onlyAListedUserIsFound() {
        ChipEntry entry = (ChipEntry) read("{\"type\":\"chip\",\"users\":[{\"id\":7,\"name\":\"Ann\"}]}");

        assertThat(entry.user(7)).map(ChipUser::name).contains("Ann");
        assertThat(entry.user(8)).isEmpty();
    }

    private static ChannelEntry read(String settings) {
        return ChipEntry.TYPE.read(new JsonObject(settings), false);
    }
}
