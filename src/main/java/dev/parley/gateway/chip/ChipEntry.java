package dev.parley.gateway.chip;

import static dev.parley.bot.Schema.bool;
import static dev.parley.bot.Schema.integer;
import static dev.parley.bot.Schema.list;
import static dev.parley.bot.Schema.string;
import static dev.parley.bot.Schema.text;

import dev.parley.bot.ChannelEntry;
import dev.parley.bot.EntryType;
import dev.parley.bot.ObjectSchema;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A manifest's entry {@code chip}: web chat, for clients of RapidPro's web chat component. A bot has one at most, since
 * its id is the channel's.
 *
 * @param secret opens {@code /wc/send} and is told to Courier; null when nobody may send from there
 * @param org within which chats are known: on every bot of one organisation a chat goes on
 * @param storageUrl what the addresses of avatars begin with
 * @param users who may be named as senders; empty when the manifest lists none, so that anybody may but is not shown
 * @param quickReplies whether quick replies are sent to clients, of whom the known ones do not look at them
 */
record ChipEntry(
        @Nullable String secret,
        @Nullable String org,
        @Nullable String storageUrl,
        Optional<List<ChipUser>> users,
        boolean quickReplies)
        implements ChannelEntry {
    static final EntryType TYPE = new Type();

    private static final String WORD = "chip";

    @Override
    public String type() {
        return WORD;
    }

    /** The listed user of this number. */
    Optional<ChipUser> user(long id) {
        return users.flatMap(
                listed -> listed.stream().filter(user -> user.id() == id).findFirst());
    }

    private static final class Type implements EntryType {
        private static final ObjectSchema USER = ObjectSchema.object()
                .required("id", integer(1))
                .optional("email", string())
                .optional("name", string())
                .optional("first_name", string())
                .optional("last_name", string())
                .optional("avatar", string());

        @Override
        public String type() {
            return WORD;
        }

        @Override
        public ObjectSchema settings() {
            return ObjectSchema.object()
                    .optional("secret", text())
                    .optional("courier_url", text())
                    .optional("org", text())
                    .optional("storage_url", text())
                    .optional("users", list(0, USER))
                    .optional("quick_replies", bool());
        }

        @Override
        public boolean once() {
            return true;
        }

        @Override
        public ChannelEntry read(JsonObject settings, boolean aida) {
            JsonArray users = settings.getJsonArray("users");
            return new ChipEntry(
                    settings.getString("secret"),
                    settings.getString("org"),
                    settings.getString("storage_url"),
                    Optional.ofNullable(users)
                            .map(listed -> listed.stream()
                                    .map(user -> ChipUser.of((JsonObject) user))
                                    .toList()),
                    settings.getBoolean("quick_replies", false));
        }
    }
}
