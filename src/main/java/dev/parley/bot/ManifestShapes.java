package dev.parley.bot;

import static dev.parley.bot.ObjectSchema.object;
import static dev.parley.bot.Schema.any;
import static dev.parley.bot.Schema.integer;
import static dev.parley.bot.Schema.list;
import static dev.parley.bot.Schema.text;
import static dev.parley.bot.Schema.word;

import java.time.Duration;
import java.util.List;
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

    private ManifestShapes() {}

    /** AIDA's manifest, which has no other keys at the top. */
    static Schema aida(EntryTypes entries) {
        return object().required("version", VERSION)
                .required("languages", LANGUAGES)
                .required("notifications_url", text())
                .required("front_desk", FRONT_DESK)
                .required("skills", SKILLS)
                .required("variables", VARIABLES)
                .required("channels", list(0, entries.aida()))
                .optional("public_keys", list(1, text()))
                .optional("data_tables", list(1, any()))
                .optional("natural_language_interface", LANGUAGE_INTERFACE);
    }

    /**
     * Parley's manifest. AIDA's front desk may be left out.
     *
     * @param required what its engine wants of it all the same
     */
    static Schema parley(EntryTypes entries, List<String> required) {
        return object().required("engine", object().required("type", text()).open())
                .required("channels", list(0, entries.parley()))
                .optional("version", VERSION)
                .optional("name", text())
                .optional("origins", list(0, text(ORIGIN)))
                .optional("retry_for", new Span(Duration.ZERO, Duration.ofHours(24)))
                .optional("on_failure", text())
                .optional("retention_days", integer(0))
                .optional("public_keys", list(1, text()))
                .optional("data_tables", list(1, any()))
                .optional("natural_language_interface", LANGUAGE_INTERFACE)
                .optional("languages", LANGUAGES)
                .optional("notifications_url", text())
                .optional("front_desk", FRONT_DESK)
                .optional("skills", SKILLS)
                .optional("variables", VARIABLES)
                .requiring(required);
    }
}
