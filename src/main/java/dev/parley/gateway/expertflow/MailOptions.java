package dev.parley.gateway.expertflow;

import dev.parley.config.Config;
import dev.parley.config.ConfigConflict;
import dev.parley.config.ConfigKey;
import dev.parley.config.ConfigType;
import dev.parley.config.ConfigValues;
import dev.parley.config.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be set under {@code mail}: how transcripts are sent. */
public record MailOptions(String host, int port, MailTls tls, Optional<Login> login, String from) {
    public static final ConfigKey<String> HOST = new ConfigKey<>(
            "mail.host", ConfigType.host(), null, "SMTP server for transcripts; without it none are sent.");
    public static final ConfigKey<Integer> PORT =
            new ConfigKey<>("mail.port", ConfigType.integer(1, 65_535), "587", "Port of the SMTP server.");
    public static final ConfigKey<MailTls> TLS = new ConfigKey<>(
            "mail.tls",
            ConfigType.oneOf(MailTls.class),
            "required",
            "Whether mail is encrypted: required begins in the open and demands TLS, always begins with it.");
    public static final ConfigKey<String> USER =
            new ConfigKey<>("mail.user", ConfigType.word(), null, "Name to log in with at the SMTP server.");
    public static final ConfigKey<Secret> PASSWORD =
            new ConfigKey<>("mail.password", ConfigType.secret(), null, "Password that goes with mail.user.");
    public static final ConfigKey<String> FROM =
            new ConfigKey<>("mail.from", ConfigType.mailbox(), null, "Sender of mails; needed with mail.host.");

    static final List<ConfigKey<?>> KEYS = List.of(HOST, PORT, TLS, USER, PASSWORD, FROM);

    /** Who logs in. */
    public record Login(String user, Secret password) {}

    /** Empty when no mail is to be sent. */
    static Optional<MailOptions> of(Config config) {
        Optional<Login> login =
                config.find(USER).flatMap(user -> config.find(PASSWORD).map(password -> new Login(user, password)));
        return config.find(HOST)
                .map(host -> new MailOptions(host, config.get(PORT), config.get(TLS), login, config.get(FROM)));
    }

    static List<ConfigConflict> conflicts(ConfigValues values) {
        List<ConfigConflict> found = new ArrayList<>();
        if (values.find(HOST).isPresent() && values.find(FROM).isEmpty()) {
            found.add(new ConfigConflict(HOST, "needs mail.from as well"));
        }
        if (values.find(USER).isPresent() != values.find(PASSWORD).isPresent()) {
            found.add(new ConfigConflict(USER, "goes with mail.password"));
        }
        return found;
    }
}
