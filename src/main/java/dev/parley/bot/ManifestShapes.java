package dev.parley.bot;

import static dev.parley.bot.Schema.any;
import static dev.parley.bot.Schema.bool;
import static dev.parley.bot.Schema.integer;
import static dev.parley.bot.Schema.list;
import static dev.parley.bot.Schema.object;
import static dev.parley.bot.Schema.oneOf;
import static dev.parley.bot.Schema.string;
import static dev.parley.bot.Schema.text;
import static dev.parley.bot.Schema.word;

import dev.parley.config.Network;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The two kinds of manifest: AIDA's version 1, and Parley's own, which names its engine. */
final class ManifestShapes {
    private static final Pattern LANGUAGE = Pattern.compile("^[a-z]{2,3}$");
    private static final Pattern ORIGIN = Pattern.compile("^[a-z][a-z0-9+.-]*://[^/?#\\s]+$");

    private static final Schema VERSION = word("1");
    private static final Schema LANGUAGES = list(1, text(LANGUAGE));
    private static final Schema FRONT_DESK = object().open();
    private static final Schema SKILLS = list(1, object().open());
    private static final Schema VARIABLES = list(0, any());
    private static final Schema LANGUAGE_INTERFACE =
            object().required("provider", text()).required("auth_token", text());

    private static final ObjectShape WEBSOCKET = object().required("type", word("websocket"))
            .required("access_token", text())
            .optional("scope", word("session", "topic"))
            .optional("page", bool());
    private static final ObjectShape FACEBOOK = object().required("type", word("facebook"))
            .required("page_id", text())
            .required("verify_token", text())
            .required("access_token", text());

    /** AIDA's manifest: no other keys at the top, websocket entries tolerate any. */
    static final Schema AIDA = object().required("version", VERSION)
            .required("languages", LANGUAGES)
            .required("notifications_url", text())
            .required("front_desk", FRONT_DESK)
            .required("skills", SKILLS)
            .required("variables", VARIABLES)
            .required("channels", list(0, oneOf(FACEBOOK, WEBSOCKET.open())))
            .optional("public_keys", list(1, text()))
            .optional("data_tables", list(1, any()))
            .optional("natural_language_interface", LANGUAGE_INTERFACE);

    /** Parley's manifest for an engine other than script: AIDA's front desk may be left out. */
    static final Schema PARLEY = parley().optional("languages", LANGUAGES)
            .optional("notifications_url", text())
            .optional("front_desk", FRONT_DESK)
            .optional("skills", SKILLS)
            .optional("variables", VARIABLES);

    /** Parley's manifest for the engine script, which lives on AIDA's front desk. */
    static final Schema SCRIPT = parley().required("languages", LANGUAGES)
            .optional("notifications_url", text())
            .required("front_desk", FRONT_DESK)
            .required("skills", SKILLS)
            .optional("variables", VARIABLES);

    private ManifestShapes() {}

    private static ObjectShape parley() {
        return object().required("engine", object().required("type", text()).open())
                .required("channels", list(0, channel()))
                .optional("version", VERSION)
                .optional("name", text())
                .optional("origins", list(0, text(ORIGIN)))
                .optional("retry_for", new Span(Duration.ZERO, Duration.ofHours(24)))
                .optional("on_failure", text())
                .optional("retention_days", integer(0))
                .optional("public_keys", list(1, text()))
                .optional("data_tables", list(1, any()))
                .optional("natural_language_interface", LANGUAGE_INTERFACE);
    }

    // Parley's entries are told by their type, so that a slip is reported once and at its place, where AIDA's own
    // form lists what each kind of entry would have lacked.
    private static Schema channel() {
        Map<String, Schema> kinds = new LinkedHashMap<>();
        kinds.put("websocket", WEBSOCKET);
        kinds.put("facebook", FACEBOOK);
        kinds.put("chip", chip());
        kinds.put("gws", object().required("type", any()).optional("apikeys", list(0, text())));
        kinds.put(
                "expertflow",
                object().required("type", any())
                        .optional("channel", text())
                        .optional("connector_secret", text())
                        .optional("connector_addresses", list(0, network())));
        kinds.put("chatio", object().required("type", any()).required("license", integer(1)));
        Schema anyKind = object().required("type", word(kinds.keySet().toArray(String[]::new)))
                .open();
        return (path, value, problems) -> {
            Schema kind = value instanceof JsonObject entry && entry.getValue("type") instanceof String type
                    ? kinds.get(type)
                    : null;
            (kind == null ? anyKind : kind).check(path, value, problems);
        };
    }

    private static Schema network() {
        return (path, value, problems) -> {
            if (!(value instanceof String text)) {
                problems.accept(Problem.wrongType(path, value, "string"));
                return;
            }
            try {
                Network.parse(text);
            } catch (IllegalArgumentException unreadable) {
                problems.accept(Problem.at(path, String.valueOf(unreadable.getMessage())));
            }
        };
    }

    private static Schema chip() {
        Schema user = object().required("id", integer(1))
                .optional("email", string())
                .optional("name", string())
                .optional("first_name", string())
                .optional("last_name", string())
                .optional("avatar", string());
        return object().required("type", any())
                .optional("secret", text())
                .optional("courier_url", text())
                .optional("org", text())
                .optional("storage_url", text())
                .optional("users", list(0, user))
                .optional("quick_replies", bool());
    }
}
